"""Where orders and solutions are shown, and which of them belong to a problem or an organisation."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from longbien.capital.models import Order, Solution
from longbien.capital.queries.adoption.solutions import listed, solution_views
from longbien.capital.queries.orders.orders import order_views, public_orders
from longbien.capital.queries.orders.routes import routes_for
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.wording import account_words
from longbien.people.queries import organisations
from longbien.ui import links
from longbien.ui.language import say

MOST = 20


def order_url(order_id: UUID) -> str:
    return reverse("orders:order", args=[order_id])


def solution_url(solution_id: UUID) -> str:
    return reverse("adoption:solution", args=[solution_id])


def _order_title(order_id: UUID) -> str:
    return Order.objects.values_list("number", flat=True).get(pk=order_id)


def _solution_title(solution_id: UUID) -> str:
    return Solution.objects.values_list("title", flat=True).get(pk=solution_id)


links.register("capital.order", url=order_url, title=_order_title)
links.register("capital.solution", url=solution_url, title=_solution_title)


@links.neighbours("problems.problem")
def of_problem(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """What was ordered for a problem, what has proven itself on it; and the way to order for those who may."""
    for view in order_views(public_orders().filter(problem_id=subject.id)[:MOST]):
        yield links.Link(f"{view.number} {view.title}", order_url(view.id), say(view.state_name))
    for one in solution_views(listed().filter(problem_id=subject.id)[:MOST]):
        yield links.Link(one.title, solution_url(one.id), gettext("Proven solution"))
    if routes_for(actor):
        yield links.Link(gettext("Order an answer"), f"{reverse('orders:new')}?problem={subject.id}")


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """What an organisation ordered or delivers, and the solutions it offers."""
    theirs = Q(buyer_id=subject.id) | Q(supplier_id=subject.id)
    for view in order_views(public_orders().filter(theirs)[:MOST]):
        yield links.Link(f"{view.number} {view.title}", order_url(view.id), say(view.state_name))
    for one in solution_views(listed().filter(supplier_id=subject.id)[:MOST]):
        yield links.Link(one.title, solution_url(one.id), gettext("Proven solution"))


@links.neighbours("trials.trial")
def of_trial(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """What the evidence of a trial has paid for, and what it proves in the catalogue."""
    paid = public_orders().filter(steps__trial=subject.id).distinct()
    for view in order_views(paid[:MOST]):
        yield links.Link(f"{view.number} {view.title}", order_url(view.id), say(view.state_name))
    for one in solution_views(listed().filter(trial_id=subject.id)[:MOST]):
        yield links.Link(one.title, solution_url(one.id), gettext("Proven solution"))


def _accounts(codes: Sequence[str]) -> dict[str, Text]:
    """`orders/<buyer>/available`, `…/appropriated`, `…/paid/<supplier>`, by the names of the organisations."""
    parts = {code: code.split("/") for code in codes}
    cards = organisations(UUID(one) for some in parts.values() for one in some if len(one) == len(str(NOBODY)))
    found = {}
    for code, (_room, buyer, what, *more) in parts.items():
        names = [cards[UUID(one)].name for one in (buyer, *more) if UUID(one) in cards]
        said, who = WHAT[what], " → ".join(names)
        found[code] = Text.of(vi=f"{said['vi']}: {who}", en=f"{said['en']}: {who}")
    return found


NOBODY = UUID(int=0)
WHAT = {
    "available": Text.of(vi="Ngân sách đặt hàng còn dùng được", en="Budget for orders, available"),
    "appropriated": Text.of(vi="Ngân sách đặt hàng đã cấp", en="Budget for orders, appropriated"),
    "paid": Text.of(vi="Đã trả cho đơn đặt hàng", en="Paid for orders"),
}
account_words("orders", _accounts)
