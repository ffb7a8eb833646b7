"""What procedures may do with ventures: `do: [ventures.found build]`, `do: [ventures.pass_gate]`."""

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.people.queries import organisation
from longbien.procedures.queries import case
from longbien.procedures.registry import EffectCall, effect
from longbien.ventures.actions.found import Founding, found
from longbien.ventures.actions.pass_gate import pass_gate


@effect("ventures.found")
def found_by_case(call: EffectCall) -> None:
    """The owner of an accepted application becomes a venture at work on the problem the case is about."""
    owner = organisation(call.owner_id)
    problem_id = call.about.id if call.about and call.about.type == "problems.problem" else None
    title = case(call.case_id, with_data=False).title
    founding = Founding(
        name=title or (owner.name if owner else call.case_number),
        organisation_id=call.owner_id,
        problem_id=problem_id,
        case_id=call.case_id,
        is_demo=bool(owner and owner.is_demo),
        words=call.words,
    )
    found(founding, by=call.by, at=call.at)


@effect("ventures.pass_gate")
def pass_gate_by_case(call: EffectCall) -> None:
    """The venture that the case is about goes on to the next stage."""
    if call.about is None or call.about.type != "ventures.venture":
        raise Refusal(
            "about-no-venture",
            Text.of(vi="Hồ sơ này không gắn với dự án nào.", en="This case is about no venture."),
            status=409,
        )
    pass_gate(call.about.id, case_id=call.case_id, words=call.words, by=call.by, at=call.at)
