"""Trials in the search across rooms."""

from collections.abc import Iterator

from django.utils.translation import gettext

from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.trials import queries
from longbien.trials.links import url
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Trials whose number, name, summary or holder have the words; the register is open to all."""
    found = (
        card
        for card in queries.public_trials()
        if fits(words, fold(f"{card.number} {card.title} {card.summary} {card.holder.name}"))
    )
    for card, _ in zip(found, range(MOST), strict=False):
        snippet = f"{card.number} · {say(card.state_name)} · {card.summary[:120]}"
        yield Hit(card.title, url(card.id), gettext("Trial"), snippet)
