"""The life of a claim for compensation as a table, and what the claims of a trial come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.trials.rules.cover.insurance import AMOUNT, LARGEST_MINOR

CLAIMED, AGREED, REFUSED, PAID = "claimed", "agreed", "refused", "paid"
STATES = (CLAIMED, AGREED, REFUSED, PAID)
AGREE, REFUSE, PAY = "agree", "refuse", "pay"
# A refusal may be thought over again; what is paid is over.
TRANSITIONS = {
    (CLAIMED, AGREE): AGREED,
    (CLAIMED, REFUSE): REFUSED,
    (REFUSED, AGREE): AGREED,
    (AGREED, AGREE): AGREED,
    (AGREED, PAY): PAID,
}
NAMES = {
    CLAIMED: Text.of(vi="Đã đòi bồi thường", en="Claimed"),
    AGREED: Text.of(vi="Đã thoả thuận", en="Agreed"),
    REFUSED: Text.of(vi="Đã từ chối", en="Refused"),
    PAID: Text.of(vi="Đã trả", en="Paid"),
}
SHORTEST, LONGEST = 10, 2000


@dataclass(frozen=True)
class Step:
    """What becomes of a claim: an amount that is agreed to, the day it was paid on, or why not."""

    verb: str
    amount_minor: int | None = None
    paid_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Known:
    """A claim as far as sums need it."""

    state: str
    claimed_minor: int
    agreed_minor: int | None


@dataclass(frozen=True)
class Sums:
    """How many claims, of these still open, and in minor units what was claimed, agreed to and paid."""

    claims: int
    open: int
    claimed_minor: int
    agreed_minor: int
    paid_minor: int


def verbs_in(state: str) -> tuple[str, ...]:
    return tuple(verb for before, verb in TRANSITIONS if before == state)


def next_state(state: str, step: Step, *, made_on: date, today: date) -> str:
    """Where a step leads. Refusal 409 where the table has no such step, 422 for what it needs and lacks."""
    if (state, step.verb) not in TRANSITIONS:
        name = NAMES[state]
        vi, en = name.in_language("vi"), name.in_language("en")
        raise conflict("not-now", Text.of(vi=f"Yêu cầu này: {vi}.", en=f"This claim is: {en}."))
    fault = _wrong(step, made_on, today)
    if fault is not None:
        raise Refusal("step-incomplete", fault.what, faults=(fault,))
    return TRANSITIONS[state, step.verb]


def _wrong(step: Step, made_on: date, today: date) -> Fault | None:
    if step.verb == AGREE and not (step.amount_minor and 0 < step.amount_minor <= LARGEST_MINOR):
        return Fault("amount", AMOUNT)
    if step.verb == PAY and not (step.paid_on and made_on <= step.paid_on <= today):
        what = Text.of(
            vi="Nêu ngày đã trả, không sớm hơn ngày đòi.", en="Give the day it was paid, not before the claim."
        )
        return Fault("paid_on", what)
    return check_words(step.reason, where="reason") if step.verb == REFUSE else None


def check_words(said: str, *, where: str) -> Fault | None:
    """What is wrong with some words, if anything is."""
    if SHORTEST <= len(said) <= LONGEST and "\x00" not in said:
        return None
    what = Text.of(vi=f"Hãy viết {SHORTEST} đến {LONGEST} ký tự.", en=f"Write {SHORTEST} to {LONGEST} characters.")
    return Fault(where, what)


PAID_ON = Text.of(vi="Nêu ngày đã trả, không sớm hơn ngày đòi.", en="Give the day it was paid, not before the claim.")


def sums(claims: Iterable[Known]) -> Sums:
    """What claims come to; an amount that was agreed to and refused again is not."""
    every = list(claims)
    agreed = [one for one in every if one.state in (AGREED, PAID)]
    return Sums(
        len(every),
        sum(one.state in (CLAIMED, AGREED) for one in every),
        sum(one.claimed_minor for one in every),
        sum(one.agreed_minor or 0 for one in agreed),
        sum(one.agreed_minor or 0 for one in agreed if one.state == PAID),
    )
