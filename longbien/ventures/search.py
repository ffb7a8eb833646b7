"""Ventures in the search across rooms."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext

from longbien.kernel.actor import Actor
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register
from longbien.ventures import queries


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """The first ventures whose name fits."""
    for card in queries.cards(queries.ventures(actor, text=words)[:MOST]):
        stage = settings.HUB.stages.get(card.stage)
        yield Hit(card.name, queries.url(card.id), gettext("Venture"), say(stage) if stage else "")
