"""What a procedure may do in this room."""

from typing import Any

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures.registry import EffectCall, effect
from longbien.trials.actions import check_plan as checking
from longbien.trials.actions import issue_licence as issuing

FORM = "plan"


@effect("trials.check_plan")
def check_plan(call: EffectCall) -> None:
    """Refuse a plan that goes beyond its regime, with the article. `words` may name the regime."""
    checking.check_plan(_plan(call), at=call.at, regime_code=_regime(call))


@effect("trials.issue_licence")
def issue_licence(call: EffectCall) -> None:
    """Make the licence of exactly the plan that was submitted."""
    asked = issuing.Application(
        organisation_id=call.owner_id,
        data=_plan(call),
        regime=_regime(call),
        case_id=call.case_id,
        about=call.about,
    )
    issuing.issue_licence(asked, by=call.by, at=call.at)


def _plan(call: EffectCall) -> dict[str, Any]:
    if FORM not in call.data:
        what = Text.of(vi="Hồ sơ chưa có kế hoạch thử nghiệm.", en="The case has no trial plan yet.")
        raise Refusal("no-plan", what)
    data: dict[str, Any] = call.data[FORM]
    return data


def _regime(call: EffectCall) -> str:
    return call.words[0] if call.words else ""
