"""Areas in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.places import queries
from longbien.ui.language import say
from longbien.ui.search import Hit, register


@register
def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Areas whose name, in any language, holds every word."""
    words = text.split()
    for card in queries.areas() if words else ():
        names = fold(" ".join((card.code, *card.name.values(), *card.kind.values())))
        if all(word in names for word in words):
            yield Hit(say(card.name), reverse("places:area", args=[card.code]), _("Testing area"), say(card.kind))
