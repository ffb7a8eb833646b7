"""A department, a supplier whose trial has ended with a dossier, and officers: for the tests of orders."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from longbien.capital.actions.adoption.offer_solution import Offered, offer_solution
from longbien.capital.actions.orders.agree_order import agree_order, sign_order
from longbien.capital.actions.orders.appropriate import Decided, appropriate
from longbien.capital.actions.orders.deliver_part import Delivery, deliver_part
from longbien.capital.actions.orders.prepare_order import Wanted, prepare_order
from longbien.capital.models import Order, Part
from longbien.capital.queries.orders.orders import OrderView, order_view
from longbien.capital.rules.adoption.solutions import PricedPart
from longbien.capital.rules.orders.criteria import Criterion
from longbien.capital.rules.orders.parts import Part as Asked
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.actions.leaving.end_trial import end_trial
from tests.people.make import actor
from tests.people.make import organisation as organised
from tests.problems.make import department, kpi, officer, published
from tests.trials.make import NOW, Staged, event, running

AT = NOW + timedelta(days=1)
FIRST, SECOND = date(2026, 12, 20), date(2027, 2, 20)
REASON = "Đã đối chiếu với báo cáo kết thúc."


@dataclass
class Orders:
    """A world in which everything is ready to be ordered; `order()` prepares one of two parts."""

    trial: Staged = field(default_factory=running)
    buyer_id: UUID = field(default_factory=department)

    def __post_init__(self) -> None:
        self.preparer = officer(self.buyer_id)
        self.signer = officer(self.buyer_id)
        self.fund = actor("fund-officer", name="Cán bộ quỹ")
        self.programme = actor("programme-officer", name="Cán bộ chương trình")
        self.problem_id = published(self.preparer, self.buyer_id, kpis=[kpi()])

    @property
    def supplier(self) -> Actor:
        return self.trial.holder

    @property
    def supplier_id(self) -> UUID:
        return self.trial.organisation_id

    def ended(self, *, dossier: bool = True) -> None:
        """The supplier's trial ends after one day of two devices; its dossier is drawn up."""
        self.trial.send(event(1), event(2, device="r2"))
        end_trial(self.trial.id, report="Robot chạy đúng phương án.", by=self.supplier, at=NOW)
        if dossier:
            build_dossier(self.trial.id, by=self.supplier, at=NOW + timedelta(hours=1))

    def budget(self, minor: int = 1_000) -> UUID:
        decided = Decided(self.buyer_id, Money(minor, "VND"), "QĐ 12/2026")
        return appropriate(decided, by=self.fund, at=AT)

    def wanted(self, **but: Any) -> Wanted:
        parts = (
            Asked("Chạy đúng phương án", 0, 400, FIRST, Criterion("devices", "at_least", 2)),
            Asked("Mở rộng", 0, 200, SECOND, Criterion("site_days", "at_least", 30)),
        )
        told = {
            "route": "pilot-order", "problem_id": self.problem_id, "buyer_id": self.buyer_id,
            "supplier_id": self.supplier_id, "title": "Robot giao hàng", "about": "Thay chuyến xe máy giờ cao điểm.",
            "parts": parts,
        }  # fmt: skip
        return Wanted(**{**told, **but})

    def order(self, **but: Any) -> Order:
        return Order.objects.get(pk=prepare_order(self.wanted(**but), by=self.preparer, at=AT))

    def signed(self, **but: Any) -> Order:
        made = self.order(**but)
        agree_order(made.pk, digest=made.digest, by=self.supplier, at=AT)
        sign_order(made.pk, digest=made.digest, by=self.signer, at=AT)
        return made

    def part(self, order: Order, place: int = 1) -> Part:
        return order.parts.get(place=place)

    def deliver(self, part: Part, *, at: datetime = AT, trial: UUID | None = None) -> datetime:
        delivery = Delivery("Đã chạy xong.", "72 phút", trial or self.trial.id)
        return deliver_part(part.pk, delivery, by=self.supplier, at=at)

    def view(self, order: Order) -> OrderView:
        return order_view(Order.objects.get(pk=order.pk))

    def solution(self, **but: Any) -> UUID:
        told = {
            "supplier_id": self.supplier_id, "trial_id": self.trial.id, "problem_id": self.problem_id,
            "title": "Robot cho một phường", "about": "Hai robot và một tháng tập huấn.",
            "terms": "Dữ liệu thuộc về phường; giao thức mở.",
            "parts": (PricedPart("Lắp đặt", 0, 300, 30), PricedPart("Vận hành", 0, 100, 90)),
        }  # fmt: skip
        return offer_solution(Offered(**{**told, **but}), by=self.supplier, at=AT)


def relative(of: UUID) -> Actor:
    """A programme officer who is a member of an organisation."""
    return actor("programme-officer", member_of=of, name="Cán bộ có liên quan")


def other_supplier() -> Actor:
    return actor(lead_of=organised("Công ty khác", "company").pk, name="Lãnh đạo khác")
