"""Trials in the search across rooms."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.places import queries as places
from longbien.trials.links import url
from longbien.trials.queries.public.register import Registered, registered, registered_rows
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Trials whose number, name, summary, holder or area have the words; the register is open to all. Where the words
    are an address, what is and was tested near it comes first."""
    for ward in wards[:1] if len(wards := places.wards_meant(words)) == 1 else ():
        here = f"{reverse('trials:near')}?{urlencode({'ward': ward.code})}"
        yield Hit(gettext("What is being tested near %(place)s") % {"place": ward.name}, here, gettext("Trials"))
    found = (one for one in registered(registered_rows(), timezone.localdate()) if fits(words, fold(_told(one))))
    for one, _ in zip(found, range(MOST), strict=False):
        card = one.card
        snippet = f"{card.number} · {say(one.standing.name)} · {card.summary[:120]}"
        yield Hit(card.title, url(card.id), gettext("Trial"), snippet)


def _told(one: Registered) -> str:
    """What a trial is found by."""
    names = (name for site in one.sites for name in site.name.values())
    card = one.card
    return " ".join((card.number, card.title, card.summary, card.holder.name, *names))
