"""A deal from the first look to the close: by officers whom nothing ties to the company, decided by a committee that
meets, told to the company in words meant for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from longbien.capital.actions.deals.close_deal import close_deal
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.open_deal import Entered, hand_deal, open_deal
from longbien.capital.actions.deals.propose_deal import propose_deal
from longbien.capital.actions.deals.write_memo import write_memo
from longbien.capital.actions.deals.write_sheet import write_terms
from longbien.capital.models import Deal, Memo
from longbien.capital.queries.deals.deal import hearings, kept_out, memos, seats, sheets, steps
from longbien.capital.queries.deals.pipeline import board, hidden_from, told
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.policy import can
from longbien.people.queries import actor_for
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.queries import case
from longbien.record.queries import chain
from tests.capital.make_deals import AT, SAFE, SUMMARY, World, world
from tests.people.make import organisation

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


@pytest.fixture
def deals() -> World:
    return world()


def refused(code: str, run: Any, *args: Any, **words: Any) -> Refusal:
    with pytest.raises(Refusal) as found, transaction.atomic():
        run(*args, **words)
    assert found.value.code == code, found.value.what["en"]
    return found.value


def test_a_deal_is_decided_by_a_meeting_and_closed_within_what_it_agreed(deals: World) -> None:
    case_id = deals.proposed()
    assert (deals.deal.stage, deals.deal.case_id, deals.deal.body) == ("committee", case_id, "investment-committee")
    # The third member advises the company: two of two who count are enough.
    assert deals.met("approve", "for", "for") is True
    deal = deals.deal
    assert (deal.stage, deal.approved, case(case_id).state) == ("term-sheet", SAFE.amount, "agreed")
    refused(
        "against-the-rules", close_deal, deal.pk, amount=Money(6_000_000, "VND"), reason="Hơn", by=deals.officer, at=AT
    )
    close_deal(deal.pk, amount=Money(4_000_000, "VND"), reason="Đã ký", by=deals.officer, at=LATER)
    assert (deals.deal.stage, deals.deal.amount, deals.deal.sheet) == (
        "closed",
        Money(4_000_000, "VND"),
        deal.sheets.last(),
    )
    heard = hearings(deals.deal)[0]
    assert heard.number.startswith("NQ-")
    assert [choice for _, choice in heard.votes] == ["for", "for"]
    assert (heard.tally, heard.recused) == ((2, 0, 0), ("Thành viên 3",))
    tied = [one.tie for one in seats(deals.deal)]
    assert tied[:2] == [None, None]
    assert tied[2] is not None
    assert [one.words["en"] for one in steps(deals.deal)][-3:] == [
        "Put before the committee",
        "The committee agreed",
        "Closed",
    ]
    kinds = [entry.kind.removeprefix("capital.deal-") for entry in chain(Subject("capital.deal", deal.pk))]
    assert kinds[0] == "opened"
    assert kinds[-3:] == ["proposed", "decided", "closed"]


def test_outside_of_a_meeting_no_member_decides(deals: World) -> None:
    case_id = deals.proposed()
    perform_ = {"case_id": case_id, "action": "approve", "reason": "Được", "at": AT}
    refused("needs-meeting", perform, by=deals.member(0), **perform_)
    refused("related-party", perform, by=deals.member(2), **perform_)
    refused("not-now", move_deal, deals.deal_id, "decline", reason="Thôi", by=deals.officer, at=AT)
    refused("memo-fixed", write_memo, deals.deal_id, "Một bản ghi nhớ khác hẳn.", by=deals.officer, at=AT)
    refused("sheet-fixed", write_terms, deals.deal_id, SAFE, by=deals.officer, at=AT)
    # A vote that is lost moves nothing; what is sent back is looked at further and proposed again.
    assert deals.met("approve", "for", "against") is False
    assert deals.deal.stage == "committee"
    assert deals.met("send_back", "for", "for") is True
    assert (deals.deal.stage, deals.deal.approved) == ("diligence", None)
    again = propose_deal(deals.deal_id, summary=SUMMARY, by=deals.officer, at=LATER)
    assert again != case_id
    refused("needs-meeting", perform, by=deals.member(0), case_id=again, action="approve", reason="Được", at=AT)


def test_nobody_but_an_officer_puts_a_deal_before_the_committee(deals: World) -> None:
    about = Subject("capital.deal", deals.deal_id)
    words = {"procedure": "hanoi.investment-decision", "owner_id": deals.company_id, "about": about, "at": AT}
    refused("not-proposed", open_case, by=deals.founder, **words)
    refused("not-now", propose_deal, deals.deal_id, summary=SUMMARY, by=deals.officer, at=AT)
    for verb in ("screen", "examine"):
        move_deal(deals.deal_id, verb, by=deals.officer, at=AT)
    refused("not-ready", propose_deal, deals.deal_id, summary=SUMMARY, by=deals.officer, at=AT)
    assert deals.deal.stage == "diligence"


def test_whoever_is_tied_to_the_company_neither_sees_nor_moves_it(deals: World) -> None:
    tied = Stated(deals.company_id, "supplier", AT.date(), is_public=False)
    declare_interest(stated=tied, person_id=deals.other.person_id, by=deals.other, at=AT)
    other = actor_for(deals.other.person_id)
    assert not can(other, "view", deals.deal)
    assert not any(column.deals for column in board(other, LATER))
    assert hidden_from(other) == 1
    assert [one.name for one in kept_out(deals.deal)] == ["Cán bộ Hai"]
    refused("not-found", move_deal, deals.deal_id, "screen", by=other, at=AT)
    assert refused("related-party", hand_deal, deals.deal_id, lead_id=other.person_id, by=deals.officer, at=AT).faults
    entered = Entered(deals.vehicle_id, deals.company_id, deals.officer.person_id)
    refused("not-allowed", open_deal, entered, by=other, at=AT)
    refused("looked-at-already", open_deal, entered, by=deals.officer, at=AT)
    office = Entered(deals.vehicle_id, organisation("Sở", "department").pk, deals.officer.person_id)
    refused("no-company", open_deal, office, by=deals.officer, at=AT)
    refused("no-officer", hand_deal, deals.deal_id, lead_id=deals.founder.person_id, by=deals.officer, at=AT)


def test_the_company_is_told_and_investors_see_nothing(deals: World) -> None:
    deals.proposed()
    one = told(deals.founder)[0]
    assert one.words["en"].startswith("The investment committee considers it")
    assert not can(deals.founder, "view", deals.deal)
    assert not can(deals.investor, "view", deals.deal)
    assert not can(deals.investor, "enter-room", deals.deal)
    assert told(deals.investor) == ()
    assert can(deals.member(0), "view", deals.deal)
    assert not can(deals.member(2), "view", deals.deal)


def test_versions_stay_and_the_board_counts_days(deals: World) -> None:
    deals.ready()
    write_memo(deals.deal_id, "Bản thứ hai, ngắn hơn và rõ hơn.", by=deals.officer, at=AT)
    write_terms(deals.deal_id, SAFE, by=deals.officer, at=AT)
    first, second = reversed(memos(deals.deal))
    assert (first.number, second.number, len(first.files), len(second.files)) == (1, 2, 1, 0)
    assert first.sha256 != second.sha256
    assert [one.number for one in sheets(deals.deal)] == [2, 1]
    column = next(one for one in board(deals.officer, LATER) if one.stage == "diligence")
    assert [(card.days, card.lead) for card in column.deals] == [(2, "Cán bộ Một")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Memo.objects.update(text="Sửa")


def test_a_deal_that_is_over_makes_room_for_another(deals: World) -> None:
    move_deal(deals.deal_id, "decline", reason="Quá sớm", by=deals.officer, at=AT)
    assert steps(deals.deal)[-1].reason == "Quá sớm"
    entered = Entered(deals.vehicle_id, deals.company_id, deals.officer.person_id)
    again = open_deal(entered, by=deals.officer, at=LATER)
    assert Deal.objects.filter(company=deals.company_id).count() == 2
    assert again != deals.deal_id
