"""Funds, orders, proven solutions, and deals for those who may see them, in the search across rooms."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from longbien.capital.queries import funds as queries
from longbien.capital.queries.adoption.solutions import listed, solution_views
from longbien.capital.queries.deals.pipeline import cards as deal_cards
from longbien.capital.queries.deals.pipeline import deals
from longbien.capital.queries.deals.pipeline import url as deal_url
from longbien.capital.queries.funds.vehicles import url
from longbien.capital.queries.orders.orders import order_views
from longbien.capital.queries.orders.orders import orders as order_rows
from longbien.kernel.actor import Actor
from longbien.kernel.folding import fits, fold
from longbien.ui.language import say
from longbien.ui.search import MOST, Hit, register

FAR = 200


@register
def orders(actor: Actor, words: str) -> Iterator[Hit]:
    """Orders by number and title, solutions of the catalogue by title."""
    for view in order_views(order_rows(actor)[:FAR]):
        if fits(words, fold(f"{view.number} {view.title} {view.supplier.name}")):
            note = f"{view.number} · {say(view.state_name)}"
            yield Hit(view.title, reverse("orders:order", args=[view.id]), say(view.kind_name), note)
    for one in solution_views(listed()[:FAR]):
        if fits(words, fold(f"{one.title} {one.supplier.name}")):
            url = reverse("adoption:solution", args=[one.id])
            yield Hit(one.title, url, gettext("Proven solution"), one.supplier.name)


@register
def search(actor: Actor, words: str) -> Iterator[Hit]:
    """Funds whose name, or the title of whose rules, has the words."""
    for card in queries.cards(queries.vehicles(actor)[:MOST]):
        rules = say(card.pack.rules.title)
        if fits(words, fold(f"{card.name} {rules}")):
            yield Hit(card.name, url(card.id), gettext("Fund"), rules)


@register
def search_deals(actor: Actor, words: str) -> Iterator[Hit]:
    """Deals by the name of the company and by what it does."""
    if not actor.is_signed_in:
        return
    for card in deal_cards(deals(actor)[:MOST], timezone.now()):
        if fits(words, fold(f"{card.company.name} {card.about}")):
            yield Hit(card.company.name, deal_url(card.id), gettext("Deal"), say(card.stage_name))
