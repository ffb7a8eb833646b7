"""Who may read the ledger: auditors and officers all of it, owners what is theirs. Rooms above write into it."""

from typing import Any

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ledger.models import Account, Entry
from longbien.people.policy import ADMINISTRATOR, OFFICER, Relation, allow, hub_role

AUDITOR = "auditor"
BOOK = "ledger.book"


def _owned(actor: Actor) -> list[str]:
    """What stands as the owner of an account that is this person's, or of an organisation of theirs."""
    mine = [Subject("people.organisation", key) for key in actor.organisations]
    if actor.id is not None:
        mine.append(Subject("people.person", actor.id))
    return [str(one) for one in mine]


def owner() -> Relation:
    """Whose account it is: the person, or the members of the organisation."""

    def holds(actor: Actor, account: Any) -> bool:
        return account.owner in _owned(actor)

    return Relation("its owner", holds, lambda actor: Q(owner__in=_owned(actor)))


readers = (hub_role(AUDITOR), hub_role(OFFICER), hub_role(ADMINISTRATOR))

allow(BOOK, "read", *readers)
allow("ledger.account", "view", *readers, owner(), model=Account)
allow("ledger.entry", "view", *readers, model=Entry)
