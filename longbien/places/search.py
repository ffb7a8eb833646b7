"""Areas in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.places import queries
from longbien.ui.language import say
from longbien.ui.search import Hit, register


@register
def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Areas whose name, in any language, has every word."""
    for card in queries.areas() if text else ():
        names = fold(" ".join((card.code, *card.name.values(), *card.kind.values())))
        if fits(text, names):
            yield Hit(say(card.name), reverse("places:area", args=[card.code]), _("Testing area"), say(card.kind))
