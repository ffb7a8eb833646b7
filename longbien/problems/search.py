"""Problems in the search across rooms."""

from collections.abc import Iterator

from django.utils.translation import gettext

from longbien.kernel.actor import Actor
from longbien.problems import queries
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """The first problems that fit."""
    for card in queries.cards(queries.catalogue(actor, queries.Filters(text=words))[:MOST]):
        yield Hit(say(card.title), queries.url(card.id), gettext("Problem"), say(card.summary)[:160])
