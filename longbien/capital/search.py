"""Funds in the search across rooms."""

from collections.abc import Iterator

from django.utils.translation import gettext

from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.vehicles import url
from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Funds whose name, or the title of whose rules, has the words."""
    for card in queries.cards(queries.vehicles(actor)[:MOST]):
        rules = say(card.pack.rules.title)
        if fits(words, fold(f"{card.name} {rules}")):
            yield Hit(card.name, url(card.id), gettext("Fund"), rules)
