"""Effects of the engine itself: `receipt`, `notify <role>`, `escalate <role>`."""

from longbien.procedures.actions.noticing import notify, persons_playing
from longbien.procedures.models import Case
from longbien.procedures.queries.deciding import when
from longbien.procedures.queries.versions import published
from longbien.procedures.registry import EffectCall, effect
from longbien.procedures.rules import telling


@effect("receipt")
def give_receipt(call: EffectCall) -> None:
    """Tell the owner that, and when, the case was received."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    owners = persons_playing(case, next(role for role in definition.roles.values() if role.kind == "case.owner"))
    notify(case, owners, "receipt", telling.received(definition, case.number, case.title, when(call.at)), at=call.at)


@effect("notify")
def tell_role(call: EffectCall) -> None:
    """Tell everyone of a role where the case stands now."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    role = definition.roles[call.words[0]]
    is_late = case.late_seq == case.seq
    tell = telling.late if is_late else telling.moved
    words = tell(definition, case.number, case.title, case.state)
    notify(case, persons_playing(case, role), "late" if is_late else "moved", words, at=call.at)


@effect("escalate")
def raise_to_role(call: EffectCall) -> None:
    """Tell everyone of a role that the case is overdue."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    words = telling.late(definition, case.number, case.title, case.state)
    notify(case, persons_playing(case, definition.roles[call.words[0]]), "late", words, at=call.at)
