"""What a procedure may do on the data platform: requests of persons about their data."""

from longbien.data.actions.duties.take_request import Step, step_request, take_request
from longbien.data.models import DataSet, SubjectRequest
from longbien.data.queries.sets import contract_of
from longbien.data.rules.duties.asked import NAMES
from longbien.kernel.text import Text
from longbien.procedures.registry import EffectCall, choices, effect
from longbien.ui.fields import Choice

FORM = "request"
STEPS: dict[str, Step] = {one: one for one in ("answered", "extended", "done", "refused", "withdrawn")}


@choices("data.asked")
def what_may_be_asked() -> tuple[Choice, ...]:
    """What persons may ask about their data."""
    return tuple(Choice(code, name) for code, name in NAMES.items())


@choices("data.personal-sets")
def sets_about_persons() -> tuple[Choice, ...]:
    """Every data set that tells persons apart, by code, under its title."""
    contracts = map(contract_of, DataSet.objects.order_by("code"))
    found = tuple(Choice(one.code, one.title) for one in contracts if one.processing and one.processing.person)
    return found or (Choice("none", Text.of(vi="Chưa có bộ dữ liệu nào về người", en="No set about persons yet")),)


@effect("data.take_subject_request")
def take(call: EffectCall) -> None:
    """Begin the clocks of the law for what the form `request` asks."""
    told = call.data.get(FORM, {})
    take_request(
        call.case_id, number=call.case_number, asked=told.get("asked", ""), code=told.get("data_set", ""), by=call.by,
        at=call.at,
    )  # fmt: skip


@effect("data.step_subject_request")
def step(call: EffectCall) -> None:
    """`answered`, `extended`, `done`, `refused` or `withdrawn`: stop or move a clock."""
    step_request(call.case_id, what=STEPS[call.words[0]], by=call.by, at=call.at)


@effect("data.grant_subject_request")
def grant(call: EffectCall) -> None:
    """Have a deletion carried out; whatever else was asked is done with this decision."""
    asked = SubjectRequest.objects.filter(pk=call.case_id).values_list("asked", flat=True).first()
    step_request(call.case_id, what="ordered" if asked == "deletion" else "done", by=call.by, at=call.at)
