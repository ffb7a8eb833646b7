"""What every action on an order has in common: the lock, the two officers, the step it writes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.models import Order, OrderStep, Part
from longbien.capital.queries.orders.orders import state_of
from longbien.capital.rules.orders.routes import PILOT, read_route
from longbien.capital.rules.orders.steps import CLOSED, PART, demand, part_state
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import Fault, Refusal, conflict, not_allowed, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import actor_for, recused
from longbien.procedures.rules.deadlines import due_after, parse_span
from longbien.record.actions.act import hold
from longbien.record.actions.emit import emit

LONGEST = 2_000


@dataclass(frozen=True)
class Made:
    """What a step leaves behind besides its name: see `OrderStep`."""

    part: Part | None = None
    verdict: str = ""
    due_at: datetime | None = None
    posting: UUID | None = None
    trial: UUID | None = None
    report_sha256: str = ""
    paid_on: date | None = None
    evidence: UUID | None = None


NOTHING = Made()


def locked_order(order_id: UUID, action: str, *, by: Actor) -> Order:
    """The order, held until the action ends, if `by` may do `action` to it. Refusal 404, else 403 in plain words."""
    hold(f"capital.order {order_id}")
    found = Order.objects.filter(pk=order_id).first()
    if found is None:
        raise not_found()
    if action != "view" and (reason := recused(by, found.supplier_id)) and not by.member_of(found.supplier_id):
        raise not_allowed(reason.what)
    check(by, action, found)
    return found


def locked_part(part_id: UUID, action: str, *, by: Actor) -> Part:
    """The same for one part of a signed order; its `order` is held."""
    part = Part.objects.filter(pk=part_id).first()
    if part is None:
        raise not_found()
    part.order = locked_order(part.order_id, action, by=by)
    return part


def must_be_another(order: Order, by: Actor) -> None:
    """Refuse (403) the officer who prepared the order, and whoever stands in for them or the other way round. A company
    decides by itself who of its leads signs for its own money."""
    if order.kind == PILOT:
        return
    first = {order.prepared_by, *actor_for(order.prepared_by).deputises.values()}
    if {by.person_id, *by.deputises.values()} & first:
        raise Refusal("four-eyes", FOUR_EYES, status=403, faults=(Fault("reason", FOUR_EYES),))


def must_say_why(reason: str, field: str = "reason") -> str:
    """The words, trimmed. Refusal (422) for too few or too many."""
    said = reason.strip()
    if not 3 <= len(said) <= LONGEST:
        raise Refusal("reason-missing", WHY, faults=(Fault(field, WHY),))
    return said


def must_stand(part: Part, step: str) -> None:
    """Refusal (409) where the part, or its order, is not where `step` can follow."""
    if state_of(part.order) != "signed":
        raise conflict("not-now", Text.of(vi="Đơn chưa ký hoặc đã khép.", en="The order is not under way."))
    steps = OrderStep.objects.filter(part=part).order_by("pk").values_list("step", flat=True)
    demand(PART, part_state(steps), step)


def take_step(order: Order, step: str, event: Event, made: Made = NOTHING, *, by: Actor, at: datetime) -> UUID:
    """Write a step of the order, or of a part of it, into the record and the table; the answer is its entry."""
    subject = subject_of(order)
    entry_id = emit(event, subject=subject, by=by, at=at, chain=subject)
    OrderStep.objects.create(
        order=order, part=made.part, step=step, verdict=made.verdict, at=at,
        person_id=None if by.is_system else by.id, due_at=made.due_at, posting=made.posting, trial_id=made.trial,
        report_sha256=made.report_sha256, paid_on=made.paid_on, evidence=made.evidence, entry_id=entry_id,
    )  # fmt: skip
    return entry_id


def decide_by(part: Part, at: datetime) -> datetime | None:
    """By when it is decided what follows, when this part is the last one to close."""
    order: Order = part.order
    closed = OrderStep.objects.filter(order=order, step__in=CLOSED).exclude(part=part).count()
    if closed + 1 < order.parts.count():
        return None
    route = read_route(order.text, settings.HUB.languages)
    return due_after(settings.HUB.calendar, at, parse_span(route.decide_within))


def subject_of(order: Order) -> Subject:
    """The order in the record; it is also the name of its sequence."""
    return Subject("capital.order", order.pk)


FOUR_EYES = Text.of(
    vi="Người lập đơn không tự ký, không tự nghiệm thu: cần một cán bộ thứ hai.",
    en="Whoever prepared the order neither signs nor accepts it: a second officer does.",
)
WHY = Text.of(vi="Hãy viết 3 đến 2000 ký tự.", en="Write 3 to 2000 characters.")
