"""Data sets in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.queries.sets import cards, listed
from longbien.kernel.actor import Actor
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Data sets whose texts have all the words."""
    for one in cards(listed(words)[:MOST]):
        yield Hit(
            say(one.contract.title), reverse("data:set", args=[one.code]), gettext("Data set"), say(one.contract.about)
        )
