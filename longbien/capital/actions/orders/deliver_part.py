"""The supplier delivers a part: what was done, the KPI as measured, and the exit dossier that proves it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.orders.standing import Made, locked_part, must_say_why, must_stand, take_step
from longbien.capital.events.orders import PartDelivered
from longbien.capital.models import Order, Part
from longbien.capital.queries.orders.evidence import Proven, paid_elsewhere, proof
from longbien.capital.queries.orders.parts import criterion_of, moment_after
from longbien.capital.rules.orders.routes import PILOT, read_route
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.procedures.rules.deadlines import due_after, parse_span
from longbien.record.actions.act import act, hold


@dataclass(frozen=True)
class Delivery:
    """`measured` is the KPI as it came out; `trial_id` whose exit dossier proves the figure, where one is asked."""

    note: str
    measured: str
    trial_id: UUID | None = None


@act
def deliver_part(part_id: UUID, delivery: Delivery, *, by: Actor, at: datetime) -> datetime:
    """By when it has to be accepted. Refusal 409 after its day; 422 without a dossier where the route pays by one, and
    for a dossier that has paid for another order."""
    part = locked_part(part_id, "deliver", by=by)
    must_stand(part, "delivered")
    if at >= moment_after(part.due_on):
        raise conflict("too-late", Text.of(vi="Đã quá hạn giao phần này.", en="The day of this part is over."))
    note, measured = must_say_why(delivery.note, "note"), must_say_why(delivery.measured, "measured")
    proven = _evidence(part, delivery)
    route = read_route(part.order.text, settings.HUB.languages)
    due_by = due_after(settings.HUB.calendar, at, parse_span(route.accept_within))
    trial, sha256 = (proven.trial.id, proven.report_sha256) if proven else (None, "")
    event = PartDelivered(part.pk, part.place, due_by, trial, sha256, measured, note)
    made = Made(part, due_at=due_by, trial=trial, report_sha256=sha256)
    take_step(part.order, "delivered", event, made, by=by, at=at)
    return due_by


def _evidence(part: Part, delivery: Delivery) -> Proven | None:
    """The exit dossier, if the part asks for one; a figure that isn't reached is refused here, not at acceptance."""
    asked, order = criterion_of(part), part.order
    if asked is None:
        return None
    proven = needed_proof(order, delivery.trial_id)
    if not asked.holds(proven.figures):
        found, said = count(asked.read(proven.figures)), asked.said
        raise _fault(
            Text.of(
                vi=f"Báo cáo kết thúc ghi {found['vi']}; đơn yêu cầu: {said['vi']}.",
                en=f"The exit report says {found['en']}; the order asks: {said['en']}.",
            )
        )
    return proven


def needed_proof(order: Order, trial_id: UUID | None) -> Proven:
    """Refusal 422 where the supplier has no such exit dossier, or public money has paid for it in another order."""
    hold(f"capital.evidence {trial_id}")
    proven = proof(trial_id, order.supplier_id) if trial_id else None
    if proven is None or trial_id is None:
        raise _fault(NO_DOSSIER)
    if order.kind != PILOT and paid_elsewhere(trial_id, order.pk):
        raise _fault(PAID_BEFORE)
    return proven


def _fault(what: Text) -> Refusal:
    return Refusal("no-evidence", what, faults=(Fault("trial", what),))


NO_DOSSIER = Text.of(
    vi="Cần một thử nghiệm đã kết thúc của chính bạn, có báo cáo kết thúc và hồ sơ bằng chứng lập sau đó.",
    en="A trial of your own is needed that has ended, with an exit report and a dossier drawn up after it.",
)
PAID_BEFORE = Text.of(
    vi="Hồ sơ này đã được trả tiền trong một đơn khác.", en="This dossier has been paid for in another order."
)
