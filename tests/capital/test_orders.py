"""An order from its draft to the decision that follows it; what is refused on the way, and where the money is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from longbien.capital.actions.orders.accept_part import accept_part, escalate_part, lapse_part, refuse_part
from longbien.capital.actions.orders.agree_order import agree_order, sign_order, withdraw_order
from longbien.capital.actions.orders.decide_order import decide_order
from longbien.capital.actions.orders.prepare_order import prepare_order
from longbien.capital.models import Order, OrderStep
from longbien.capital.ordered import erase, export
from longbien.capital.queries.orders.budgets import budgets, left
from longbien.capital.queries.orders.said import told
from longbien.capital.rules.orders.criteria import Criterion
from longbien.capital.rules.orders.parts import Part as Asked
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger.queries import audit
from longbien.ledger.wording import names_of
from longbien.people.models import Person
from longbien.record.actions.deliver import deliver
from longbien.record.models import Delivery as Owed
from longbien.record.queries import chain
from longbien.trials.actions.build_dossier import build_dossier
from tests.capital.orders_world import AT, FIRST, REASON, Orders, other_supplier, relative

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Orders:
    return Orders()


def code_of(caught: pytest.ExceptionInfo[Refusal]) -> tuple[str, int]:
    return caught.value.code, caught.value.status


def test_half_is_paid_by_results_and_the_other_half_is_released(world: Orders) -> None:
    world.ended()
    world.budget()
    order = world.signed()
    assert left(world.buyer_id).minor == 400
    first, second = world.part(order), world.part(order, 2)
    due_by = world.deliver(first)
    assert due_by > AT + timedelta(days=9)
    view = world.view(order)
    assert (view.next.part, view.next.by) == (1, due_by)
    assert escalate_part(first.pk, at=due_by - timedelta(seconds=1)) is False
    assert escalate_part(first.pk, at=due_by) is True
    assert chain(Subject("capital.order", order.pk))[-1].kind == "capital.acceptance-overdue"
    accept_part(first.pk, reason=REASON, by=world.signer, at=AT)
    with pytest.raises(Refusal) as caught:  # the report says 1 day, the order asks 30
        world.deliver(second)
    assert code_of(caught) == ("no-evidence", 422)
    assert "1" in caught.value.what.in_language("en")
    over = datetime(2027, 2, 20, 17, 0, tzinfo=UTC)  # midnight of the hub after the last day
    assert escalate_part(first.pk, at=over) is False  # it was accepted
    assert lapse_part(second.pk, at=over - timedelta(seconds=1)) is False
    assert lapse_part(second.pk, at=over) is True
    view = world.view(order)
    sums = (view.price.minor, view.paid.minor, view.reserved.minor, view.released.minor)
    assert sums == (600, 400, 0, 200)
    [budget] = budgets()
    assert (budget.appropriated.minor, budget.paid.minor, budget.reserved.minor) == (1_000, 400, 0)
    assert budget.available.minor == 600
    assert view.next.by is not None
    decide_order(order.pk, verdict="repeat", reason=REASON, by=world.signer, at=over)
    assert world.view(order).verdict == "repeat"
    assert audit()[1] == []


def test_whoever_prepared_it_neither_signs_nor_accepts_nor_decides(world: Orders) -> None:
    world.ended()
    world.budget()
    order = world.order()
    agree_order(order.pk, digest=order.digest, by=world.supplier, at=AT)
    with pytest.raises(Refusal) as caught:
        sign_order(order.pk, digest=order.digest, by=world.preparer, at=AT)
    assert code_of(caught) == ("four-eyes", 403)
    sign_order(order.pk, digest=order.digest, by=world.signer, at=AT)
    part = world.part(order)
    world.deliver(part)
    for act in (accept_part, refuse_part):
        with pytest.raises(Refusal) as caught:
            act(part.pk, reason=REASON, by=world.preparer, at=AT)
        assert code_of(caught) == ("four-eyes", 403)
    with pytest.raises(Refusal) as caught:
        decide_order(order.pk, verdict="stop", reason=REASON, by=world.preparer, at=AT)
    assert code_of(caught) == ("four-eyes", 403)


def test_related_parties_are_recused_and_strangers_see_no_draft(world: Orders) -> None:
    world.budget()
    tied = relative(world.supplier_id)
    with pytest.raises(Refusal) as caught:
        prepare_order(world.wanted(), by=tied, at=AT)
    assert caught.value.status == 403
    order = world.order()
    with pytest.raises(Refusal) as caught:
        agree_order(order.pk, digest=order.digest, by=other_supplier(), at=AT)
    assert caught.value.status == 404
    agree_order(order.pk, digest=order.digest, by=world.supplier, at=AT)
    with pytest.raises(Refusal) as caught:
        sign_order(order.pk, digest=order.digest, by=tied, at=AT)
    assert caught.value.status == 403
    assert not OrderStep.objects.filter(step="signed").exists()


def test_nothing_is_signed_beyond_the_budget_or_with_another_text(world: Orders) -> None:
    world.budget(599)
    order = world.order()
    with pytest.raises(Refusal) as caught:
        agree_order(order.pk, digest="0" * 64, by=world.supplier, at=AT)
    assert code_of(caught) == ("other-text", 409)
    with pytest.raises(Refusal) as caught:
        sign_order(order.pk, digest=order.digest, by=world.signer, at=AT)
    assert code_of(caught) == ("not-now", 409)
    agree_order(order.pk, digest=order.digest, by=world.supplier, at=AT)
    with pytest.raises(Refusal) as caught:
        sign_order(order.pk, digest=order.digest, by=world.signer, at=AT)
    assert code_of(caught) == ("no-budget", 409)
    world.budget(1)
    late = datetime(2026, 12, 20, 17, 0, tzinfo=UTC)
    with pytest.raises(Refusal) as caught:
        sign_order(order.pk, digest=order.digest, by=world.signer, at=late)
    assert code_of(caught) == ("too-late", 409)
    withdraw_order(order.pk, reason=REASON, by=world.supplier, at=late)
    with pytest.raises(Refusal):
        sign_order(order.pk, digest=order.digest, by=world.signer, at=AT)
    assert left(world.buyer_id).minor == 600


def test_every_fault_of_a_draft_is_told_at_once(world: Orders) -> None:
    bad = Asked("x", 7, 0, AT.date(), None)
    wanted = world.wanted(title="Ng", about="Ngắn", parts=(bad,), supplier_id=world.buyer_id, where="x" * 201)
    with pytest.raises(Refusal) as caught:
        prepare_order(wanted, by=world.programme, at=AT)
    places = {fault.where for fault in caught.value.faults}
    assert places == {
        "supplier", "title", "about", "where", "parts-0-title", "parts-0-kpi", "parts-0-minor", "parts-0-due_on",
        "parts-0-figure",
    }  # fmt: skip
    with pytest.raises(Refusal) as caught:
        world.order(route="proven-solution")
    assert {fault.where for fault in caught.value.faults} == {"route"}


def test_only_an_exit_dossier_of_ones_own_pays_and_only_once(world: Orders) -> None:
    world.ended(dossier=False)
    world.budget(2_000)
    order = world.signed()
    with pytest.raises(Refusal) as caught:  # a report without a dossier
        world.deliver(world.part(order))
    assert code_of(caught) == ("no-evidence", 422)
    build_dossier(world.trial.id, by=world.supplier, at=AT)
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT)
    again = world.signed()
    with pytest.raises(Refusal) as caught:
        world.deliver(world.part(again))
    assert "another order" in caught.value.what.in_language("en")


def test_a_refused_part_may_be_delivered_again_until_its_day(world: Orders) -> None:
    world.ended()
    world.budget()
    order = world.signed()
    part = world.part(order)
    world.deliver(part)
    refuse_part(part.pk, reason="Thiếu số đo.", by=world.signer, at=AT)
    assert world.view(order).parts[0].state == "open"
    world.deliver(part)
    late = datetime(2026, 12, 21, 3, 0, tzinfo=UTC)
    assert lapse_part(part.pk, at=late) is False  # an officer has the word
    refuse_part(part.pk, reason="Vẫn thiếu.", by=world.signer, at=late)
    view = world.view(order)
    assert (view.parts[0].state, view.released.minor) == ("lapsed", 400)
    with pytest.raises(Refusal) as caught:
        world.deliver(part, at=late)
    assert code_of(caught) == ("not-now", 409)


def test_the_timer_of_each_part_is_set_when_the_order_is_signed(world: Orders) -> None:
    world.budget()
    world.signed()
    due = Owed.objects.filter(reaction__endswith="part_over").values_list("due_at", flat=True)
    days = {one.astimezone(UTC) for one in due}
    assert days == {datetime(2026, 12, 20, 17, tzinfo=UTC), datetime(2027, 2, 20, 17, tzinfo=UTC)}


def test_whose_turn_it_is_gets_a_letter(world: Orders, mailoutbox: list[EmailMessage]) -> None:
    world.ended()
    world.budget()
    order = world.signed(parts=(Asked("Một phần", 0, 100, FIRST, Criterion("devices", "at_least", 1)),))
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT)
    mailoutbox.clear()
    while deliver(clock=lambda: AT + timedelta(hours=1)):
        pass
    told = [(one.subject.partition(": ")[2], one.to[0]) for one in mailoutbox if one.subject.startswith("ĐH-")]
    lead, signer = (Person.objects.get(pk=one.id).email for one in (world.supplier, world.signer))
    assert [to for what, to in told if what.startswith("mọi phần đã khép")] == [signer]
    assert {to for what, to in told if "chờ bạn ký" in what or "nghiệm thu" in what} == {signer, lead}
    assert {to for _, to in told} == {lead, signer}  # never the one who prepared it


def test_a_decision_waits_for_every_part_and_scales_only_what_was_proven(world: Orders) -> None:
    world.budget()
    order = world.signed(parts=(Asked("Một phần", 0, 100, FIRST, Criterion("devices", "at_least", 99)),))
    with pytest.raises(Refusal) as caught:
        decide_order(order.pk, verdict="stop", reason=REASON, by=world.signer, at=AT)
    assert code_of(caught) == ("parts-open", 409)
    over = datetime(2027, 1, 1, tzinfo=UTC)
    lapse_part(world.part(order).pk, at=over)
    for verdict, code in (("scale", "nothing-proven"), ("perhaps", "no-verdict")):
        with pytest.raises(Refusal) as caught:
            decide_order(order.pk, verdict=verdict, reason=REASON, by=world.signer, at=over)
        assert caught.value.code == code
    with pytest.raises(Refusal) as caught:
        decide_order(order.pk, verdict="stop", reason=" ", by=world.signer, at=over)
    assert code_of(caught) == ("reason-missing", 422)
    decide_order(order.pk, verdict="stop", reason=REASON, by=world.signer, at=over)


def test_a_grant_runs_on_the_same_engine(world: Orders) -> None:
    world.ended()
    world.budget()
    order = world.signed(route="innovation-grant")
    assert (order.kind, order.number) == ("grant", "TT-2026-001")
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT)
    assert world.view(order).paid.minor == 400


def test_the_database_keeps_orders_as_they_were(world: Orders) -> None:
    world.budget()
    order = world.signed()
    for change in (
        lambda: Order.objects.filter(pk=order.pk).update(title="Khác"),
        lambda: OrderStep.objects.filter(order=order).delete(),
        lambda: order.parts.update(minor=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_a_person_wrote_is_theirs_to_have_and_to_have_erased(world: Orders) -> None:
    world.ended()
    world.budget()
    order = world.signed()
    world.deliver(world.part(order))
    accept_part(world.part(order).pk, reason=REASON, by=world.signer, at=AT)
    accepted = OrderStep.objects.get(step="accepted")
    assert accepted.person_id is not None
    held = export(accepted.person_id).data
    steps = [(one["step"], one["said"]) for one in held["steps"]]
    assert ("accepted", {"reason": REASON}) in steps
    assert export(order.prepared_by).data["prepared"] == [order.number]
    [(_, gone)] = erase(accepted.person_id, AT).erased
    assert gone == 1
    assert told(world.view(order), named=False)[-1].words == ""
    assert told(world.view(order), named=True)[-2].words == "Đã chạy xong."


def test_the_ledger_calls_its_accounts_by_names(world: Orders) -> None:
    world.budget()
    world.signed()
    names = names_of([f"orders/{world.buyer_id}/available", f"orders/{world.buyer_id}/paid/{world.supplier_id}"])
    assert [one["en"] for one in names.values()] == [
        "Budget for orders, available: Drainage Department",
        "Paid for orders: Drainage Department → Nhóm Mẫu",
    ]
