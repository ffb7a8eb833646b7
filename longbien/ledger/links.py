"""Where accounts and entries are shown, and which accounts a person or an organisation has."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ledger import models
from longbien.people.policy import visible
from longbien.ui import links

SHOWN = 20


def account_url(account_id: UUID) -> str:
    return reverse("ledger:account", args=[account_id])


def account_title(account_id: UUID) -> str:
    found = models.Account.objects.filter(pk=account_id).first()
    return f"{found.code} ({found.ledger_id})" if found else str(account_id)


def entry_url(entry_id: UUID) -> str:
    return reverse("ledger:entry", args=[entry_id])


def entry_title(entry_id: UUID) -> str:
    number = models.Entry.objects.filter(pk=entry_id).values_list("number", flat=True).first()
    return _("Entry %(number)s of the ledger") % {"number": number or entry_id}


@links.neighbours("people.person", "people.organisation")
def held_by(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The accounts of an owner, as far as the reader may see them."""
    found = visible(actor, models.Account.objects.filter(owner=str(subject))).order_by("ledger", "code")
    for account in found[:SHOWN]:
        yield links.Link(account.code, account_url(account.pk), _("account in %(unit)s") % {"unit": account.ledger_id})


links.register("ledger.account", url=account_url, title=account_title)
links.register("ledger.entry", url=entry_url, title=entry_title)
