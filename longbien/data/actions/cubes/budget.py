"""The budget of ε in the ledger: of a recipient over a data set's persons, spent answer by answer, never below zero.

The first cube of a recipient on a data set opens it with the ε of its agreement; each later agreement goes on with what
is left. More is granted by two stewards (`granting`).
"""

from datetime import datetime
from uuid import UUID, uuid5

from longbien.data.models import Agreement
from longbien.data.queries.budgets import (
    GRANTED,
    LEFT,
    SCALE,
    SPENT,
    accounts_for,
    budget_under,
    code_of,
    others_of,
    own_accounts,
    unit_of,
)
from longbien.data.rules.cube.epsilon import said
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting, Side
from longbien.ledger.wording import word
from longbien.people.queries import today
from longbien.record.actions.act import hold

GRANT = word("data.epsilon-granted", Text.of(vi="Cấp ngân sách riêng tư", en="Privacy budget granted"))
SPEND = word("data.epsilon-spent", Text.of(vi="Dùng ngân sách riêng tư", en="Privacy budget spent"))


def open_budget(found: Agreement, epsilon: int, *, by: Actor, at: datetime) -> None:
    """Inside an action: the recipient's book over the persons of the data set, with `epsilon` in it when it is new.

    What earlier agreements of theirs were granted and spent in books of their own is carried over first.
    """
    unit, owner = unit_of(found.data_set_id), Subject("people.organisation", found.organisation_id)
    hold(f"data.epsilon {unit} {found.organisation_id}")
    if accounts_for(found):
        return
    open_ledger(unit, scale=SCALE, by=by, at=at)
    granted, left, spent = (
        open_account(AccountTerms(unit, code_of(found.organisation_id, what), side, owner=whose), by=by, at=at)
        for what, side, whose in _accounts(owner)
    )
    if not _carried(found, granted, left, spent, by=by, at=at):
        grant(found, epsilon, key=uuid5(found.pk, GRANT), by=by, at=at)


def _accounts(owner: Subject) -> tuple[tuple[str, Side, Subject | None], ...]:
    return (GRANTED, "credit", None), (LEFT, "debit", owner), (SPENT, "debit", None)


def _carried(found: Agreement, granted: UUID, left: UUID, spent: UUID, *, by: Actor, at: datetime) -> bool:
    """Whether there was anything in books of agreements."""
    told = [(one, own_accounts(one)) for one in others_of(found)]
    for one, accounts in told:
        if accounts:
            was_granted, was_spent, _ = (each.balance for each in accounts)
            legs = [Leg(left, granted, was_granted), *([Leg(spent, left, was_spent)] if was_spent else [])]
            about = Subject("data.agreement", one.pk)
            post(Posting(uuid5(one.pk, "carried"), GRANT, today(), tuple(legs), event=about), by=by, at=at)
    return any(accounts for _, accounts in told)


def grant(found: Agreement, epsilon: int, *, key: UUID, by: Actor, at: datetime) -> None:
    """Put ε into the recipient's budget, once for a key."""
    granted, _, left = accounts_for(found)
    legs, about = (Leg(left.id, granted.id, epsilon),), Subject("data.agreement", found.pk)
    post(Posting(key, GRANT, today(), legs, event=about), by=by, at=at)


def spend(found: Agreement, epsilon: int, question: str, *, answered: int, by: Actor, at: datetime) -> None:
    """Move ε from what is left to what is spent, once for a question (its digest) and the ε that it is answered for.

    Refusal (409) when the agreement's own ε, or what its recipient has left, is less.
    """
    open_budget(found, epsilon, by=by, at=at)  # one from before budgets outlived agreements
    if _open(found) < epsilon:
        raise _over(found, epsilon)
    _, spent, left = accounts_for(found)
    legs, subject = (Leg(spent.id, left.id, epsilon),), Subject("data.agreement", found.pk)
    key = uuid5(found.pk, f"{question} {answered}")
    try:
        post(Posting(key, SPEND, today(), legs, evidence=question, event=subject), by=by, at=at)
    except Refusal as refusal:  # another agreement of the same recipient was quicker
        raise _over(found, epsilon) if refusal.code == "not-postable" else refusal from refusal


def _open(found: Agreement) -> int:
    known = budget_under(found)
    return known.open if known else 0


def _over(found: Agreement, epsilon: int) -> Refusal:
    left, asked = said(_open(found)), said(epsilon)
    comma = str.maketrans(".", ",")
    what = Text.of(
        vi=f"Ngân sách riêng tư không đủ: còn ε {left.translate(comma)}, câu hỏi này cần {asked.translate(comma)}.",
        en=f"The privacy budget isn't enough: ε {left} is left, this question needs {asked}.",
    )
    return Refusal("over-budget", what, status=409)
