"""Rights of those who fund laboratories: from the contribution over two signatures to an answer, or to silence."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from longbien.capital.actions.rights.answer import exercise_right, waive_right
from longbien.capital.actions.rights.ask import Receipt, ask, note_receipt
from longbien.capital.actions.rights.call_option import call_option
from longbien.capital.actions.rights.propose_agreement import propose_agreement
from longbien.capital.actions.rights.sign_agreement import sign_agreement
from longbien.capital.actions.rights.take_contribution import Evidence, Given, take_contribution
from longbien.capital.holding import erase, export
from longbien.capital.models import Agreement, Contribution, Entitlement, Offer, RightStep
from longbien.capital.queries.rights.agreements import contribution_view
from longbien.capital.queries.rights.clocks import clocks
from longbien.capital.queries.rights.explaining import explained
from longbien.capital.queries.rights.maps import book, own_book
from longbien.capital.queries.rights.offers import price_of, said_with, turns, whose_turn
from longbien.capital.queries.rights.quotas import hours_left
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger.queries import audit
from longbien.people.queries import contacts, today
from longbien.places.actions.book_machine import Asked as Booking
from longbien.places.actions.book_machine import book_machine, cancel_booking
from longbien.record.actions.deliver import deliver
from longbien.record.actions.erase import erase_openings
from longbien.record.queries import chain, document
from tests.capital.rights_world import AT, END, MACHINE, START, TEMPLATE, Rights, laboratory, right

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def rights() -> Rights:
    return Rights()


def refused(call: Any, code: str) -> Refusal:
    with pytest.raises(Refusal) as found, transaction.atomic():
        call()
    assert found.value.code == code, found.value
    assert found.value.what.keys() == {"vi", "en"}
    return found.value


def deliver_all(at: datetime) -> None:
    while deliver(clock=lambda: at):
        pass


# ---- contribution


def test_what_is_no_cash_comes_with_a_valuation_that_the_record_commits_to(rights: Rights) -> None:
    given = Given(
        rights.lab, rights.organisation_id("A"), "equipment", Money(10, "VND"), "Máy thử", "Công ty thẩm định"
    )
    short = refused(lambda: take_contribution(given, evidence=None, by=rights.officer, at=AT), "bad-contribution")
    assert [fault.where for fault in short.faults] == ["evidence"]
    paper = Evidence("dinh-gia.pdf", (PDF,))
    made = Contribution.objects.get(pk=take_contribution(given, evidence=paper, by=rights.officer, at=AT))
    view = contribution_view(made)
    assert view.evidence is not None
    assert view.evidence == document(view.evidence.id)
    assert view.evidence.subject == Subject("capital.contribution", made.pk)
    refused(lambda: take_contribution(given, evidence=paper, by=rights.lead("A"), at=AT), "not-allowed")


# ---- agreement


def test_nothing_is_in_force_before_two_sides_have_signed(rights: Rights) -> None:
    made = rights.proposed("A", right())
    assert [one.rights for one in book()] == [()]
    refused(lambda: rights.sign(made, "hub", rights.officer), "four-eyes")
    refused(lambda: rights.sign(made, "holder", rights.lead("B")), "not-found")
    assert rights.sign(made, "holder", rights.lead("A")) is False
    refused(lambda: rights.sign(made, "holder", rights.lead("A")), "signed-already")
    assert rights.sign(made, "hub", rights.signer) is True
    assert [card.right.kind for card in book()[0].rights] == ["first_refusal"]
    said = [entry.kind for entry in chain(Subject("capital.agreement", made))]
    assert said == ["capital.agreement_proposed", "capital.agreement_signed", "capital.agreement_signed",
                    "capital.agreement_in_force"]  # fmt: skip


def test_who_signs_has_just_shown_who_they_are_and_signs_that_very_text(rights: Rights) -> None:
    made, lead = rights.proposed("A", right()), rights.lead("A")
    digest = Agreement.objects.get(pk=made).digest
    unproved = refused(
        lambda: sign_agreement(made, side="holder", digest=digest, proof=None, by=lead, at=AT), "signature"
    )
    assert unproved.status == 403
    refused(lambda: sign_agreement(made, side="holder", digest="0", proof=None, by=lead, at=AT), "other-text")


def test_an_overlap_is_refused_unless_ranked_and_doesnt_say_whose_it_is(rights: Rights) -> None:
    rights.agreed("A", right())
    for wider in (right(fields=("clean-energy",)), right(territories=("hanoi",)), right("option")):
        found = refused(lambda wider=wider: rights.proposed("B", wider), "overlap")
        assert found.status == 409
        assert [fault.where for fault in found.faults] == ["rights-0-rank"]
        assert "A" not in found.what["en"].split()
    rights.agreed("B", right(fields=("robotics",)), right("licence"))
    assert len(book()[0].rights) == 3


def test_an_overlap_that_was_signed_in_between_is_found_at_the_last_signature(rights: Rights) -> None:
    late = rights.proposed("B", right())
    rights.agreed("A", right())
    rights.sign(late, "holder", rights.lead("B"))
    refused(lambda: rights.sign(late, "hub", rights.signer), "overlap")
    assert len(book()[0].rights) == 1


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (right(fields=()), "fields"),
        (right(fields=("nowhere",)), "fields"),
        (right(territories=("nowhere",)), "territories"),
        (right(carve_outs=("nothing",)), "carve_outs"),
        (right(start=END, end=START), "end"),
        (right(rank=0), "rank"),
        (right(fixed_minor=-1), "price"),
        (right("booking_quota"), "machine"),
        (right("booking_quota", machine=MACHINE), "hours"),
        (right(hours=5), "machine"),
    ],
)
def test_a_right_that_cant_be_read_is_refused_where_it_stands(rights: Rights, asked: Any, where: str) -> None:
    found = refused(lambda: rights.proposed("A", right(fields=("robotics",)), asked), "bad-right")
    assert [fault.where for fault in found.faults] == [f"rights-1-{where}"]


def test_a_contribution_has_one_agreement(rights: Rights) -> None:
    rights.agreed("A", right())
    given = Contribution.objects.get()
    refused(
        lambda: propose_agreement(given.pk, template=TEMPLATE, rights=(right(),), by=rights.officer, at=AT),
        "agreed-already",
    )
    assert Agreement.objects.get().number == "QUT-2026-001"


# ---- asking in order


def test_holders_are_asked_in_rank_order_and_silence_lapses(rights: Rights) -> None:
    [first] = rights.agreed("A", right(rank=1))
    [second] = rights.agreed("B", right(fields=("clean-energy",), rank=2))
    rights.agreed("C", right(fields=("robotics",)), right("licence"))
    offer = rights.offered()
    assert [one.entitlement_id for one in turns(offer)] == [first.pk, second.pk]
    refused(lambda: waive_right(offer, second.pk, reason="Không cần", by=rights.lead("B"), at=AT), "not-their-turn")
    asked = AT + timedelta(hours=2)
    deliver_all(asked)
    assert [one.to for one in mail.outbox] == [[rights_mail(rights, "A")]]
    turn = whose_turn(offer)
    assert turn is not None
    assert (turn.entitlement_id, turn.state) == (first.pk, "running")
    assert turn.due_at == datetime(2026, 12, 8, 10, 0, tzinfo=UTC)  # ten working days; 24 November is none
    deliver_all(turn.due_at)
    assert [one.state for one in turns(offer)] == ["lapsed", "running"]
    assert [one.to for one in mail.outbox] == [[rights_mail(rights, "A")], [rights_mail(rights, "B")]]
    refused(
        lambda: exercise_right(offer, first.pk, reason="Muộn", by=rights.lead("A"), at=turn.due_at), "not-their-turn"
    )
    exercise_right(offer, second.pk, reason="Cần cho xưởng mới", by=rights.lead("B"), at=turn.due_at)
    assert whose_turn(offer) is None
    kinds = [entry.kind.removeprefix("capital.right_") for entry in chain(Subject("capital.offer", offer))]
    assert kinds == ["capital.offer_made", "triggered", "triggered", "notified", "lapsed", "notified", "exercised"]


def rights_mail(rights: Rights, name: str) -> str:
    return contacts([rights.lead(name).person_id])[0].email


def test_an_answer_stops_the_clock_and_its_reason_can_be_erased(rights: Rights) -> None:
    [first] = rights.agreed("A", right(rank=1))
    offer = rights.offered()
    note_receipt(offer, first.pk, Receipt("page"), by=rights.lead("A"), at=AT + timedelta(hours=2))
    refused(
        lambda: waive_right(offer, first.pk, reason=" ", by=rights.lead("A"), at=AT + timedelta(hours=3)), "no-reason"
    )
    waive_right(offer, first.pk, reason="Đã có công nghệ khác", by=rights.lead("A"), at=AT + timedelta(hours=3))
    deliver_all(AT + timedelta(days=60))
    [turn] = turns(offer)
    assert [step.step for step in turn.steps] == ["triggered", "notified", "waived"]
    assert said_with(turn.steps[-1].entry_id) == "Đã có công nghệ khác"
    erase_openings([turn.steps[-1].entry_id], subject=Subject("capital.offer", offer), by=rights.signer, at=AT)
    assert said_with(turn.steps[-1].entry_id) == ""


def test_whoever_answers_has_received_it_and_nobody_answers_too_late(rights: Rights) -> None:
    [first] = rights.agreed("A", right(share_bp=9_000, fixed_minor=7))
    offer = rights.offered()
    exercise_right(offer, first.pk, reason="Cần", by=rights.lead("A"), at=AT + timedelta(hours=2))
    assert [step.step for step in turns(offer)[0].steps] == ["triggered", "notified", "exercised"]
    [shown] = explained(Offer.objects.get(pk=offer))
    assert shown.price == Money(457, "VND")
    other = rights.offered(at=AT + timedelta(hours=3))
    due = note_receipt(other, first.pk, Receipt("page"), by=rights.lead("A"), at=AT + timedelta(hours=4))
    refused(lambda: exercise_right(other, first.pk, reason="Cần", by=rights.lead("A"), at=due), "too-late")


def test_a_notice_by_hand_runs_from_when_it_was_handed_over(rights: Rights) -> None:
    [first] = rights.agreed("A", right())
    offer = rights.offered()
    early = Receipt("hand", received_at=AT, note="Đưa tận tay")
    refused(lambda: note_receipt(offer, first.pk, early, by=rights.officer, at=AT + timedelta(days=1)), "bad-receipt")
    refused(
        lambda: note_receipt(offer, first.pk, Receipt("hand"), by=rights.lead("A"), at=AT + timedelta(days=1)),
        "not-allowed",
    )
    late = Receipt("hand", received_at=AT + timedelta(days=1), note="Đưa tận tay")
    assert note_receipt(offer, first.pk, late, by=rights.officer, at=AT + timedelta(days=5)).day == 8
    assert ask(offer, at=AT + timedelta(days=5)) == 0  # told already


def test_an_exclusive_licence_shuts_an_offer_out_and_a_public_purpose_opens_it(rights: Rights) -> None:
    rights.agreed("A", right("licence", exclusive=True, carve_outs=("emergency",)))
    refused(rights.offered, "exclusive-licence")
    open_one = rights.offered(purpose="emergency")
    assert turns(open_one) == ()
    assert [one.is_reached for one in explained(Offer.objects.get(pk=open_one))] == [False]
    refused(lambda: rights.offered(bid=None), "bad-offer")
    refused(lambda: rights.offered(stage="sometime"), "bad-offer")


def test_the_explanation_is_the_queue_clause_by_clause(rights: Rights) -> None:
    rights.agreed("A", right(rank=2))
    rights.agreed("B", right(rank=1))
    rights.agreed("C", right("licence"))
    offer = Offer.objects.get(pk=rights.offered())
    every = explained(offer)
    assert [(one.card.holder.name, one.is_reached) for one in every] == [("B", True), ("A", True), ("C", False)]
    assert every[0].before is not None
    assert every[0].before.what["en"] == "Has rank 1, before rank 2."
    clauses = [clause.number for clause, _ in every[0].grounds]
    assert clauses == ["2", "3", "4", "5", "12"]
    assert [ground.clause for _, ground in every[2].grounds if not ground.holds] == ["kind"]


def test_an_option_is_called_behind_a_better_rank(rights: Rights) -> None:
    [first] = rights.agreed("A", right(rank=1))
    begun, ends = today() - timedelta(days=1), today() + timedelta(days=30)
    asked = right("option", rank=2, share_bp=0, fixed_minor=9, start=begun, end=ends)
    [option, licence] = rights.agreed("B", asked, right("licence"))
    lead = rights.lead("B")
    refused(lambda: call_option(licence.pk, what="Muốn dùng ngay", by=lead, at=timezone.now()), "no-option")
    refused(lambda: call_option(option.pk, what="Muốn dùng", by=rights.lead("A"), at=timezone.now()), "not-found")
    offer = call_option(option.pk, what="Muốn dùng ngay", by=lead, at=timezone.now())
    assert [one.entitlement_id for one in turns(offer)] == [first.pk, option.pk]
    waive_right(offer, first.pk, reason="Không cần", by=rights.lead("A"), at=timezone.now())
    exercise_right(offer, option.pk, reason="Cần ngay", by=lead, at=timezone.now())
    assert price_of(option, Offer.objects.get(pk=offer)) == Money(9, "VND")
    parcel = export(lead.person_id)
    assert isinstance(parcel.data["steps"], list)
    assert [one["step"] for one in parcel.data["steps"] if isinstance(one, dict)] == ["notified", "exercised"]
    assert erase(lead.person_id, timezone.now()).erased[0][1] > 0
    assert said_with(turns(offer)[1].steps[-1].entry_id) == ""


def test_each_sees_their_own_clocks_only(rights: Rights) -> None:
    [first] = rights.agreed("A", right(rank=1))
    rights.agreed("B", right(fields=("clean-energy",), rank=2))
    offer = rights.offered()
    assert [one.turn.entitlement_id for one in clocks(rights.lead("A"))] == [first.pk]
    assert [one.is_mine for one in clocks(rights.officer)] == [False]
    assert clocks(rights.lead("B")) == clocks(rights.lead("Venture")) == ()
    waive_right(offer, first.pk, reason="Không cần", by=rights.lead("A"), at=AT + timedelta(hours=2))
    assert clocks(rights.lead("A")) == ()
    assert len(clocks(rights.lead("B"))) == 1
    assert [len(one.rights) for one in own_book(rights.lead("B"))] == [1]
    assert own_book(rights.lead("Venture")) == ()


# ---- what the database itself refuses


def test_steps_are_never_edited_and_never_out_of_order(rights: Rights) -> None:
    [first] = rights.agreed("A", right(rank=1))
    [second] = rights.agreed("B", right(rank=2))
    offer = rights.offered()
    step = RightStep.objects.filter(offer_id=offer).order_by("place")[0]

    def written(entitlement: Entitlement, place: int, what: str) -> None:
        row = {"offer_id": offer, "entitlement": entitlement, "place": place, "step": what, "at": AT}
        with transaction.atomic():
            RightStep.objects.create(**row, entry_id=entitlement.pk if what != "waived" else offer)

    with pytest.raises(DatabaseError), transaction.atomic():
        RightStep.objects.filter(pk=step.pk).update(place=9)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM capital_rightstep")
    for entitlement, place, what in ((first, 1, "exercised"), (second, 2, "notified"), (second, 2, "lapsed")):
        with pytest.raises(DatabaseError):
            written(entitlement, place, what)
    written(first, 1, "notified")
    written(first, 1, "waived")
    with pytest.raises(IntegrityError), transaction.atomic():
        RightStep.objects.create(offer_id=offer, entitlement=first, place=1, step="lapsed", at=AT, entry_id=second.pk)


# ---- hours of a machine


def hours(start: int, end: int, **more: Any) -> dict[str, Any]:
    day = datetime(2026, 12, 1, tzinfo=UTC)
    return {"starts_at": day + timedelta(hours=start), "ends_at": day + timedelta(hours=end), **more}


def test_a_booking_draws_on_the_quota_and_gives_it_back(rights: Rights) -> None:
    [quota] = rights.agreed("A", right("booking_quota", machine=MACHINE, hours=5))
    mine = rights.organisation_id("A")

    def balance() -> int:
        return hours_left([quota.pk])[quota.pk]

    booked = book_machine(Booking(MACHINE, mine, **hours(1, 4)), by=rights.officer, at=AT)
    assert balance() == 2
    short = refused(
        lambda: book_machine(Booking(MACHINE, mine, **hours(5, 8)), by=rights.officer, at=AT), "quota-used-up"
    )
    assert short.what["en"] == "The quota has 2 hours left; this booking needs 3."
    odd = Booking(MACHINE, mine, hours(5, 6)["starts_at"], hours(5, 6)["ends_at"] + timedelta(minutes=1))
    refused(lambda: book_machine(odd, by=rights.officer, at=AT), "odd-time")
    refused(lambda: book_machine(Booking(MACHINE, mine, **hours(3, 5)), by=rights.officer, at=AT), "booked-already")
    others = rights.organisation_id("Nobody's quota")
    book_machine(Booking(MACHINE, others, **hours(4, 5)), by=rights.officer, at=AT)
    assert balance() == 2
    cancel_booking(booked, by=rights.officer, at=AT)
    assert balance() == 5
    refused(lambda: cancel_booking(booked, by=rights.officer, at=AT), "cancelled-already")
    book_machine(Booking(MACHINE, mine, **hours(1, 4)), by=rights.officer, at=AT)
    _, found = audit()
    assert found == []


def test_a_second_laboratory_has_a_book_of_its_own(rights: Rights) -> None:
    rights.agreed("A", right())
    rights.lab = laboratory("kin", public=False)
    rights.agreed("B", right())
    assert [one.laboratory.code for one in book(public_only=True)] == ["lab"]
    assert [len(one.rights) for one in book()] == [1, 1]
