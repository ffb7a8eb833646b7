"""The budget of ε in the ledger: granted once with the first cube, spent answer by answer, never below zero."""

from datetime import datetime
from uuid import uuid5

from longbien.data.models import Agreement
from longbien.data.queries.budgets import GRANTED, LEFT, SCALE, SPENT, budget_of, code_of, unit_of
from longbien.data.rules.cube.epsilon import said
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.queries import account
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word
from longbien.people.queries import today

GRANT = word("data.epsilon-granted", Text.of(vi="Cấp ngân sách riêng tư", en="Privacy budget granted"))
SPEND = word("data.epsilon-spent", Text.of(vi="Dùng ngân sách riêng tư", en="Privacy budget spent"))


def grant(found: Agreement, epsilon: int, *, by: Actor, at: datetime) -> None:
    """Open the book of an agreement and put its whole budget there."""
    unit, owner = unit_of(found.pk), Subject("people.organisation", found.organisation_id)
    open_ledger(unit, scale=SCALE, by=by, at=at)
    granted = open_account(AccountTerms(unit, code_of(found.pk, GRANTED), "credit"), by=by, at=at)
    left = open_account(AccountTerms(unit, code_of(found.pk, LEFT), "debit", owner=owner), by=by, at=at)
    open_account(AccountTerms(unit, code_of(found.pk, SPENT), "debit"), by=by, at=at)
    subject = Subject("data.agreement", found.pk)
    legs = (Leg(left, granted, epsilon),)
    post(Posting(uuid5(found.pk, GRANT), GRANT, today(), legs, event=subject), by=by, at=at)


def spend(found: Agreement, epsilon: int, question: str, *, answered: int, by: Actor, at: datetime) -> None:
    """Move ε from what is left to what is spent, once for a question (its digest) and the ε that it is answered for.

    Refusal (409) when the ledger has no more of it.
    """
    unit = unit_of(found.pk)
    left, spent = (account(unit, code_of(found.pk, one)) for one in (LEFT, SPENT))
    assert left is not None  # noqa: S101 - opened with the cube
    assert spent is not None  # noqa: S101
    legs, subject = (Leg(spent.id, left.id, epsilon),), Subject("data.agreement", found.pk)
    key = uuid5(found.pk, f"{question} {answered}")
    try:
        post(Posting(key, SPEND, today(), legs, evidence=question, event=subject), by=by, at=at)
    except Refusal as refusal:
        raise _over(found, epsilon) if refusal.code == "not-postable" else refusal from refusal


def _over(found: Agreement, epsilon: int) -> Refusal:
    known = budget_of(found.pk)
    left, asked = said(known.left if known else 0), said(epsilon)
    comma = str.maketrans(".", ",")
    what = Text.of(
        vi=f"Ngân sách riêng tư không đủ: còn ε {left.translate(comma)}, câu hỏi này cần {asked.translate(comma)}.",
        en=f"The privacy budget isn't enough: ε {left} is left, this question needs {asked}.",
    )
    return Refusal("over-budget", what, status=409)
