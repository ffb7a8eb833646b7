"""A pilot that one company orders from another: who moves it, what is owed and paid, who sees nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from longbien.capital.actions.adoption.list_solution import list_solution
from longbien.capital.actions.cohorts.hold_cohort import Planned, hold_cohort
from longbien.capital.actions.cohorts.take_place import ask_place, decide_place
from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.actions.orders.accept_part import accept_part, escalate_part, lapse_part, refuse_part
from longbien.capital.actions.orders.agree_order import agree_order, sign_order
from longbien.capital.actions.orders.decide_order import decide_order
from longbien.capital.actions.orders.pay_part import Paid, late_payment, pay_part
from longbien.capital.actions.orders.prepare_order import prepare_order
from longbien.capital.models import CohortPlace, Order, OrderStep
from longbien.capital.queries.orders import doing
from longbien.capital.queries.orders.doing import orders_to_do
from longbien.capital.queries.orders.open_data import contracts, public_views
from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger.models import Entry
from longbien.people.models import Organisation
from longbien.people.policy import can, visible
from longbien.people.queries import contacts
from longbien.people.registry import waiting_for
from longbien.record.actions.deliver import deliver
from longbien.record.queries import chain
from longbien.ui import links
from tests.capital.orders_world import AT, FIRST, REASON, Orders
from tests.people.make import actor, client_of
from tests.people.make import organisation as organised

pytestmark = pytest.mark.django_db
DAY = AT.date()


class Pilots(Orders):
    """Instead of a department a company orders, from a company that a cohort took."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.company_id = organised("Tập đoàn Bán lẻ", "company").pk
        self.lead = actor(lead_of=self.company_id, name="Lãnh đạo tập đoàn")
        self.clerk = actor(member_of=self.company_id, name="Nhân viên tập đoàn")
        day = (AT + timedelta(days=9)).date()
        planned = Planned(
            "Khoá một", "Mười hai tuần cùng chuyên gia của trung tâm.", day, day, day + timedelta(days=80)
        )
        self.cohort_id = hold_cohort(planned, by=self.programme, at=AT)
        self.place_id = ask_place(
            self.cohort_id, self.supplier_id, "Đã có hai robot chạy thử.", by=self.supplier, at=AT
        )
        decide_place(self.place_id, "admit", reason=REASON, by=self.programme, at=AT)

    def pilot(self, **but: Any) -> Order:
        told = {"route": "corporate-pilot", "buyer_id": self.company_id, "place_id": self.place_id}
        return Order.objects.get(pk=prepare_order(self.wanted(**(told | but)), by=self.lead, at=AT))

    def begun(self) -> Order:
        made = self.pilot()
        agree_order(made.pk, digest=made.digest, by=self.supplier, at=AT)
        sign_order(made.pk, digest=made.digest, by=self.lead, at=AT)
        return made


@pytest.fixture
def world() -> Pilots:
    return Pilots()


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=code)


def paper() -> Paper:
    return Paper("uy-nhiem-chi.txt", (b"Da chuyen 400 dong.",))


def test_half_is_accepted_and_paid_by_a_document_the_other_half_ends(world: Pilots) -> None:
    world.ended()
    entries = Entry.objects.count()
    order = world.begun()
    first, second = world.part(order), world.part(order, 2)
    due_by = world.deliver(first)
    assert escalate_part(first.pk, at=due_by) is True
    assert accept_part(first.pk, reason=REASON, by=world.lead, at=AT) is None
    view = world.view(order)
    assert (view.owed.minor, view.paid.minor, view.next.part, "pays" in view.next.what["en"]) == (400, 0, 1, True)
    with refused("not-yet"):
        pay_part(first.pk, Paid(DAY + timedelta(days=1), paper()), by=world.lead, at=AT)
    with refused("no-evidence"):
        pay_part(first.pk, Paid(DAY, None), by=world.lead, at=AT)
    pay_part(first.pk, Paid(DAY, paper()), by=world.lead, at=AT)
    over = datetime(2027, 2, 20, 17, 0, tzinfo=UTC)
    assert lapse_part(second.pk, at=over - timedelta(seconds=1)) is False
    assert lapse_part(second.pk, at=over) is True
    view = world.view(order)
    assert (view.owed.minor, view.paid.minor, view.released.minor) == (0, 400, 200)
    assert view.next.by is not None
    decide_order(order.pk, verdict="scale", reason=REASON, by=world.lead, at=over)
    assert Entry.objects.count() == entries  # no public money: nothing of it is in the ledger
    kinds = [one.kind for one in chain(Subject("capital.order", order.pk))]
    assert kinds[0] == "capital.pilot-prepared"
    assert {"capital.part-begun", "capital.part-owed", "capital.part-paid", "capital.part-ended"} <= set(kinds)


def test_a_payment_that_is_late_is_told_to_both_companies_once(
    world: Pilots, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.ended()
    order = world.begun()
    first = world.part(order)
    world.deliver(first)
    accept_part(first.pk, reason=REASON, by=world.lead, at=AT)
    due_by = OrderStep.objects.get(part=first, step="owed").due_at
    assert due_by is not None
    assert late_payment(first.pk, at=due_by - timedelta(seconds=1)) is False

    def worker(now: datetime) -> None:
        while deliver(clock=lambda: now):
            pass

    worker(due_by - timedelta(seconds=1))
    mailoutbox.clear()
    worker(due_by)
    worker(due_by + timedelta(days=30))
    late = [one for one in mailoutbox if "quá hạn" in one.subject]
    assert sorted(one.to[0] for one in late) == sorted(
        {one.email for one in contacts({world.lead.person_id, world.supplier.person_id})}
    )
    kinds = [one.kind for one in chain(Subject("capital.order", order.pk))]
    assert kinds.count("capital.payment-overdue") == 1
    monkeypatch.setattr(doing, "now", lambda: due_by + timedelta(seconds=1))
    assert [str(one.kind) for one in orders_to_do(world.lead)] == ["Phần cần trả tiền, quá hạn"]
    pay_part(first.pk, Paid(DAY, paper()), by=world.lead, at=due_by + timedelta(days=1))
    assert late_payment(first.pk, at=due_by + timedelta(days=2)) is False


def test_the_record_says_neither_who_nor_how_much(world: Pilots) -> None:
    world.ended()
    order = world.begun()
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.lead, at=AT)
    pay_part(world.part(order).pk, Paid(DAY, paper()), by=world.lead, at=AT)
    told = " ".join(one.leaf for one in chain(Subject("capital.order", order.pk)))
    for secret in (str(world.company_id), str(world.supplier_id), "minor", DAY.isoformat() + '"', REASON):
        assert secret not in told


def test_only_the_leads_of_the_company_that_orders_move_it(world: Pilots) -> None:
    world.ended()
    order = world.begun()
    part = world.part(order)
    world.deliver(part)
    for stranger in (world.clerk, world.programme, world.signer, world.supplier):
        for act in (accept_part, refuse_part):
            with pytest.raises(Refusal) as caught:
                act(part.pk, reason=REASON, by=stranger, at=AT)
            assert caught.value.status in (403, 404)
    accept_part(part.pk, reason=REASON, by=world.lead, at=AT)
    for stranger in (world.clerk, world.programme, world.supplier):
        with pytest.raises(Refusal) as caught:
            pay_part(part.pk, Paid(DAY, paper()), by=stranger, at=AT)
        assert caught.value.status == 403


def test_whoever_is_tied_to_the_supplier_orders_nothing_from_it(world: Pilots) -> None:
    tied = replace(world.lead, related=frozenset({world.supplier_id}))
    told = world.wanted(route="corporate-pilot", buyer_id=world.company_id, place_id=world.place_id)
    with pytest.raises(Refusal) as caught:
        prepare_order(told, by=tied, at=AT)
    assert caught.value.status in (403, 404)
    with pytest.raises(Refusal) as caught:  # nor does an officer for a company
        prepare_order(told, by=world.programme, at=AT)
    assert caught.value.status in (403, 404)


def places(world: Pilots) -> Iterator[dict[str, Any]]:
    left = CohortPlace.objects.create(
        cohort_id=world.cohort_id, company_id=organised("Công ty khác", "company").pk, about="x", at=AT,
        person_id=world.lead.person_id, entry_id=UUID(int=9),
    )  # fmt: skip
    yield {"place_id": None}
    yield {"place_id": UUID(int=1)}
    yield {"place_id": left.pk, "supplier_id": left.company_id}  # asked for a place, and was not taken
    yield {"supplier_id": left.company_id}  # the place is another's


def test_it_begins_in_the_programme(world: Pilots) -> None:
    for but in places(world):
        with pytest.raises(Refusal) as caught:
            world.pilot(**but)
        assert [fault.where for fault in caught.value.faults] == ["source"]
    assert not Order.objects.exists()


def test_a_public_body_orders_by_its_own_routes(world: Pilots) -> None:
    for route, buyer in (("corporate-pilot", world.buyer_id), ("pilot-order", world.company_id)):
        told = world.wanted(route=route, buyer_id=buyer, place_id=None)
        for by in (world.lead, world.preparer, world.programme):
            with pytest.raises(Refusal):
                prepare_order(told, by=by, at=AT)


def test_a_proven_solution_is_piloted_too_and_its_evidence_may_have_served_before(world: Pilots) -> None:
    world.ended()
    world.budget()
    public = world.signed()
    world.deliver(world.part(public))
    accept_part(world.part(public).pk, reason=REASON, by=world.signer, at=AT)
    solution = world.solution()
    with pytest.raises(Refusal):  # it isn't in the catalogue yet
        world.pilot(place_id=None, solution_id=solution)
    list_solution(solution, reason=REASON, by=world.programme, at=AT)
    made = world.pilot(place_id=None, solution_id=solution)
    agree_order(made.pk, digest=made.digest, by=world.supplier, at=AT)
    sign_order(made.pk, digest=made.digest, by=world.lead, at=AT)
    world.deliver(world.part(made))
    assert world.view(made).parts[0].state == "delivered"


def test_it_is_nobody_elses_to_see(world: Pilots) -> None:
    order = world.begun()
    seen = {
        who: (can(who_is, "view", order), visible(who_is, Order.objects.all()).exists())
        for who, who_is in {
            "anyone": ANONYMOUS, "lead": world.lead, "clerk": world.clerk, "supplier": world.supplier,
            "programme": world.programme, "fund": world.fund, "department": world.signer,
        }.items()
    }  # fmt: skip
    hidden = {"anyone", "fund", "department"}
    assert seen == {who: (who not in hidden, who not in hidden) for who in seen}
    assert (public_views(), contracts()) == ((), ())
    for kind, key in (("problems.problem", world.problem_id), ("people.organisation", world.supplier_id)):
        told = [one.title for one in links.neighbours_of(ANONYMOUS, Subject(kind, key))]
        assert not [one for one in told if order.number in one]


def test_the_database_keeps_a_pilot_whole(world: Pilots) -> None:
    order = world.begun()
    told = {"order": order, "at": AT, "entry_id": UUID(int=7)}
    wrong: list[dict[str, Any]] = [
        {"part": world.part(order), "step": "paid"}, {"part": world.part(order), "step": "owed", "paid_on": FIRST},
        {"part": None, "step": "owed"},
    ]  # fmt: skip
    for one in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderStep.objects.create(**told, **one)


def test_those_whose_turn_it_is_are_written_to(world: Pilots, mailoutbox: list[EmailMessage]) -> None:
    world.ended()
    order = world.begun()
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.lead, at=AT)
    pay_part(world.part(order).pk, Paid(DAY, paper()), by=world.lead, at=AT)
    mailoutbox.clear()
    while deliver(clock=lambda: AT + timedelta(hours=1)):
        pass
    said = sorted(one.subject.partition(": ")[2] for one in mailoutbox if order.number in one.subject)
    assert said == sorted(
        ["mời bạn đọc và đồng ý", "bên nhận đã đồng ý, chờ bạn ký", "đã ký, bạn bắt đầu được",
         "một phần đã giao, chờ bạn nghiệm thu", "một phần đã nghiệm thu, chờ bên đặt trả",
         "một phần đã nghiệm thu, chờ bạn trả tiền", "bên đặt đã ghi nhận trả tiền một phần"]
    )  # fmt: skip


def test_from_a_cohort_to_a_paid_part_in_the_browser(world: Pilots) -> None:
    world.ended()
    lead, supplier = client_of(world.lead), client_of(world.supplier)
    new = reverse("orders:new")
    assert new in lead.get(reverse("cohorts:cohort", args=[world.cohort_id])).content.decode()
    assert lead.get(new).status_code == 200
    assert client_of(world.clerk).get(new).status_code == 404
    page = reverse("orders:prepare", args=["corporate-pilot", world.problem_id])
    assert client_of(world.signer).get(page).status_code == 404
    form = {
        "buyer": world.company_id, "source": world.place_id, "title": "Robot giao hàng",
        "about": "Thay một phần chuyến xe máy giờ cao điểm.", "parts-0-title": "Chạy đúng phương án",
        "parts-0-kpi": "0", "parts-0-minor": "400 triệu", "parts-0-due_on": "2099-12-20",
        "parts-0-figure": "devices", "parts-0-bound": "at_least", "parts-0-value": "2",
    }  # fmt: skip
    assert lead.get(page).status_code == 200
    assert lead.post(page, {**form, "source": world.buyer_id}).status_code == 422
    assert lead.post(page, form).status_code == 302
    order = Order.objects.get()
    address, do = reverse("orders:order", args=[order.pk]), {"digest": order.digest}
    assert supplier.post(reverse("orders:do", args=[order.pk, "agree"]), do).status_code == 302
    assert "Giữ tiền" not in lead.get(address).content.decode()
    assert lead.post(reverse("orders:do", args=[order.pk, "sign"]), do).status_code == 302
    part = reverse("orders:part", args=[order.pk, 1])
    delivered = {"trial": world.trial.id, "measured": "72 phút", "note": "Đã chạy xong."}
    assert supplier.post(part, delivered).status_code == 302
    assert lead.post(part, {"verb": "accept", "reason": REASON}).status_code == 302
    [waits] = [one for one in waiting_for(world.lead) if order.number in one.title]
    assert waits.url == part
    payment = reverse("orders:payment", args=[order.pk, 1])
    assert lead.get(payment).status_code == 404
    assert lead.post(part, {"on": "2026-01-05"}).status_code == 422
    slip = SimpleUploadedFile("uy-nhiem-chi.txt", b"Da chuyen.", "text/plain")
    assert lead.post(part, {"on": "2026-01-05", "evidence": slip}).status_code == 302
    assert b"".join(supplier.get(payment).streaming_content) == b"Da chuyen."
    assert client_of(world.signer).get(payment).status_code == 404
    told = supplier.get(address).content.decode()
    assert payment in told
    assert reverse("orders:release", args=[order.pk]) not in told
    assert lead.get(reverse("orders:release", args=[order.pk])).status_code == 404
    assert order.number not in lead.get(reverse("orders:register-json")).content.decode()
    assert client_of(world.signer).get(address).status_code == 404
    assert order.number in lead.get(reverse("orders:mine")).content.decode()
    assert (
        Organisation.objects.get(pk=world.company_id).name in client_of(world.programme).get(address).content.decode()
    )
