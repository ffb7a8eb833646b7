"""Order a letter: its number is given and what it says is fixed inside the transaction of the decision."""

from datetime import datetime
from hashlib import sha256

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.procedures.actions.keeping.numbering import next_number
from longbien.procedures.events import LetterOrdered
from longbien.procedures.models import Case, Letter
from longbien.procedures.queries.letters import said
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


def order(case: Case, name: str, *, by: Actor, at: datetime) -> None:
    """One letter a move and name; it is drawn and sealed by the worker (`reactions.press`). What `late` orders once
    more, after the move ordered it already, is the same letter."""
    if case.letters.filter(seq=case.seq, name=name).exists():
        return
    number = next_number("letter", at)
    data = said(case, number, at)
    letter = Letter.objects.create(
        id=new_id(), case=case, seq=case.seq, name=name, number=number, data=data, ordered_at=at
    )  # fmt: skip
    event = LetterOrdered(case.number, letter.pk, number, name, sha256(canonical(data)).hexdigest())
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
