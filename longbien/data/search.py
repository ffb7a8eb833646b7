"""Data sets in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.queries.harvest import external_card, externals
from longbien.data.queries.sets import cards, listed
from longbien.data.rules.harvest.told import in_language
from longbien.kernel.actor import Actor
from longbien.ui.language import reader_language, say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Data sets whose texts have all the words."""
    for one in cards(listed(words)[:MOST]):
        yield Hit(
            say(one.contract.title), reverse("data:set", args=[one.code]), gettext("Data set"), say(one.contract.about)
        )


@register
def search_others(actor: Actor, words: str) -> Iterator[Hit]:
    """Data sets of other catalogues, those that are still there."""
    for one in map(external_card, externals(words).filter(gone_at=None)[:MOST]):
        name, about = (in_language(said, reader_language())[1] for said in (one.told.title, one.told.about))
        yield Hit(name, reverse("data:external", args=[one.id]), gettext("Data of other catalogues"), about[:300])
