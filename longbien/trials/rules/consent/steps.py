"""Consent under a code: given, withdrawn, the withdrawal reversed; each step stays, the last one holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

GIVE, WITHDRAW, RESTORE = "give", "withdraw", "restore"
VERBS = (GIVE, WITHDRAW, RESTORE)
GIVEN, WITHDRAWN = "given", "withdrawn"
# In which state which verb leads where; None is a code nobody heard of. Given again, it is to a newer text.
TRANSITIONS = {
    (None, GIVE): GIVEN,
    (GIVEN, GIVE): GIVEN,
    (GIVEN, WITHDRAW): WITHDRAWN,
    (WITHDRAWN, RESTORE): GIVEN,
}
NAMES = {GIVEN: Text.of(vi="Đồng ý", en="Consents"), WITHDRAWN: Text.of(vi="Đã rút lại", en="Withdrawn")}


@dataclass(frozen=True)
class Step:
    """What somebody did under a code, when, and to which version of the text."""

    code: str
    verb: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How a code stands: since when, and by which version of the text."""

    code: str
    state: str
    version: int
    since: datetime


def standings(steps: Iterable[Step]) -> dict[str, Standing]:
    """By code, from steps in the order in which they were recorded."""
    found = dict[str, Standing]()
    for step in steps:
        before = found.get(step.code)
        state = TRANSITIONS[before.state if before else None, step.verb]
        found[step.code] = Standing(step.code, state, step.version, step.at)
    return found


def check_step(step: Step, before: Standing | None) -> Text | None:
    """Why a step can't follow, None when it can: a withdrawal is reversed, never overwritten; times go forward."""
    if (before.state if before else None, step.verb) not in TRANSITIONS:
        return NOT_NOW[before.state if before else None]
    if before and step.verb == GIVE and step.version <= before.version:
        return Text.of(vi="đã đồng ý với lời này rồi.", en="has consented to this text already.")
    if before and step.at < before.since:
        return Text.of(vi="thời điểm sớm hơn bước trước đó.", en="the time is before that of the step before it.")
    return None


def check_steps(steps: Iterable[Step], known: dict[str, Standing], *, where: str) -> None:
    """Refusal 422 that names every code whose step can't follow what is known of it."""
    now, faults = dict(known), list[Fault]()
    for step in steps:
        wrong = check_step(step, now.get(step.code))
        if wrong is not None:
            vi, en = (wrong.in_language(language) for language in ("vi", "en"))
            faults.append(Fault(where, Text.of(vi=f"{step.code}: {vi}", en=f"{step.code}: {en}")))
        else:
            now[step.code] = Standing(step.code, TRANSITIONS[_state(now, step.code), step.verb], step.version, step.at)
    if faults:
        raise Refusal("consent-refused", REFUSED, faults=tuple(faults[:20]))


def _state(known: dict[str, Standing], code: str) -> str | None:
    return known[code].state if code in known else None


NOT_NOW = {
    None: Text.of(vi="chưa ai đồng ý dưới mã này.", en="nobody has consented under this code."),
    GIVEN: Text.of(vi="chưa rút lại, nên không có gì để khôi phục.", en="was not withdrawn: nothing to reverse."),
    WITHDRAWN: Text.of(
        vi="đã rút lại; chỉ việc huỷ rút lại mới đưa trở về.", en="was withdrawn; only a reversal brings it back."
    ),
}
REFUSED = Text.of(vi="Chưa ghi nhận được.", en="It could not be recorded.")
