"""The ledger as a file that other people's tools can add up."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Max, Min

from longbien.ledger import models
from longbien.ledger.queries.accounts import state_of
from longbien.ledger.queries.auditing import written
from longbien.ledger.rules.beancount import Names, Span, written_out


def beancount() -> Iterator[str]:
    """Line by line: every entry that moved something, and as assertions what the balances say. Nothing of an empty
    ledger but its title."""
    rows = models.Account.objects.select_related("balance", "ledger")
    days = models.Entry.objects.aggregate(first=Min("effective_on"), last=Max("effective_on"))
    title = settings.HUB.name.in_language("en")
    if days["first"] is None:
        return iter((f'option "title" "{title}"', ""))
    return written_out(Names(map(state_of, rows)), written(), Span(days["first"], days["last"]), title=title)
