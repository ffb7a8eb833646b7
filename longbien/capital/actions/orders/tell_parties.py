"""Write to those whose turn it is with an order. What it says of money and people stays on its page."""

from collections.abc import Iterable
from uuid import UUID

from longbien.capital.actions.notices.write_to import people_of, write_to
from longbien.capital.models import Order
from longbien.capital.rules.orders.routes import PILOT
from longbien.kernel.text import Text
from longbien.people.policy import OFFICER, can
from longbien.people.queries import actor_for, persons_with_role, recused
from longbien.problems.policy import DEPARTMENT_OFFICER


def tell_supplier(order_id: UUID, what: Text) -> int:
    """How many letters went out to the supplier's people, each in its reader's language."""
    order = Order.objects.get(pk=order_id)
    return _tell(order, what, people_of(order.supplier_id))


def tell_second_officer(order_id: UUID, what: Text) -> int:
    """For a pilot, to the leads of the company that orders. Else to the officers of the public body who may sign,
    accept and decide: neither the preparer nor who is tied to the supplier; where it has none, to the programme's."""
    order = Order.objects.get(pk=order_id)
    if order.kind == PILOT:
        return _tell(order, what, _leads_of(order))
    own = [one for one in people_of(order.buyer_id) if DEPARTMENT_OFFICER in actor_for(one).roles]
    told = [one for one in own if _may(one, order)]
    programme = [one.id for one in persons_with_role(OFFICER)]
    return _tell(order, what, told or [one for one in programme if _may(one, order)])


def tell_programme(order_id: UUID, what: Text) -> int:
    """To the programme's officers who may act on it; a pilot is for the company that ordered it."""
    order = Order.objects.get(pk=order_id)
    if order.kind == PILOT:
        return _tell(order, what, _leads_of(order))
    return _tell(order, what, [one.id for one in persons_with_role(OFFICER) if _may(one.id, order)])


def _leads_of(order: Order) -> list[UUID]:
    """Whoever decides for the company that ordered a pilot."""
    return [one for one in people_of(order.buyer_id) if can(actor_for(one), "sign", order)]


def _may(person_id: UUID, order: Order) -> bool:
    return person_id != order.prepared_by and recused(actor_for(person_id), order.supplier_id) is None


def _tell(order: Order, what: Text, people: Iterable[UUID]) -> int:
    return write_to(people, SUBJECT, "orders:order", order.pk, body=BODY, number=order.number, what=what)


SUBJECT = Text.of(und="{number}: {what}")
TO_AGREE = Text.of(vi="mời bạn đọc và đồng ý", en="please read it and agree")
TO_SIGN = Text.of(vi="bên nhận đã đồng ý, chờ bạn ký", en="the supplier has agreed, it waits for your signature")
TO_ACCEPT = Text.of(vi="một phần đã giao, chờ bạn nghiệm thu", en="a part was delivered and waits to be accepted")
OVERDUE = Text.of(
    vi="một phần đã giao mà quá hạn nghiệm thu, xin bạn xem", en="a part was delivered and its acceptance is late"
)
TO_DECIDE = Text.of(vi="mọi phần đã khép, chờ bạn quyết định", en="every part is closed, it waits for your decision")
ACCEPTED = Text.of(vi="một phần đã nghiệm thu, chờ bên đặt trả", en="a part was accepted, the buyer pays it next")
TO_PAY = Text.of(vi="một phần đã nghiệm thu, chờ bạn trả tiền", en="a part was accepted, and waits to be paid")
PAY_LATE = Text.of(
    vi="một phần đã nghiệm thu mà quá hạn trả tiền, xin bạn trả hoặc ghi nhận đã trả",
    en="a part was accepted and its payment is late: please pay it, or record that it was paid",
)
NOT_PAID = Text.of(
    vi="bên đặt chưa ghi nhận trả tiền một phần đã quá hạn", en="the payment of a part is late, none was recorded"
)
PAID_BY = Text.of(vi="bên đặt đã ghi nhận trả tiền một phần", en="the payment of a part was recorded")
PAID = Text.of(vi="một phần đã nghiệm thu và trả tiền", en="a part was accepted and paid")
NOT_YET = Text.of(vi="một phần chưa được nhận", en="a part was not accepted yet")
RAN_OUT = Text.of(vi="một phần đã hết hạn", en="a part has run out of time")
IS_SIGNED = Text.of(vi="đã ký, bạn bắt đầu được", en="it is signed, you can begin")
BODY = Text.of(
    vi="Chào {person},\n\n{heading}.\n\nViệc tiếp theo và hạn ở: {address}",
    en="Dear {person},\n\n{heading}.\n\nWhat is next, and by when: {address}",
)
