"""Deals by the book: the way through the stages, term sheets as data, when a deal may be closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from longbien.capital.rules.deals.carrying import NOT_CLOSED, Agreed, carrying_against
from longbien.capital.rules.deals.sheets import (
    INSTRUMENTS,
    RIGHTS,
    Sheet,
    check_sheet,
    closing_against,
    read_sheet,
    write_sheet,
)
from longbien.capital.rules.deals.stages import (
    BY_COMMITTEE,
    COMMITTEE,
    NAMES,
    OPEN,
    STAGES,
    TOLD,
    TONES,
    TRANSITIONS,
    VERBS,
    after,
    days_in,
    verbs_from,
)
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAFE = Sheet("safe", Money(5_000, "VND"), cap=Money(50_000, "VND"), rights=("pro-rata",), note="Không")
NOTE = Sheet("note", Money(5_000, "VND"), discount_bp=2000, rate_bp=800)
PRICED = Sheet("priced", Money(20_000, "VND"), pre_money=Money(80_000, "VND"), pool_bp=1000)


def test_every_stage_and_every_verb_has_its_words() -> None:
    assert set(STAGES) == NAMES.keys() == TOLD.keys() == TONES.keys()
    assert {verb for _, verb in TRANSITIONS} | {"open"} == VERBS.keys()


def test_while_the_committee_has_it_only_the_committee_moves_it() -> None:
    assert verbs_from(COMMITTEE) == ()
    assert {verb for stage, verb in TRANSITIONS if stage == COMMITTEE} == set(BY_COMMITTEE)
    assert verbs_from("diligence") == ("propose", "decline")


def test_every_open_stage_leads_somewhere_and_no_other_does() -> None:
    assert {stage for stage, _ in TRANSITIONS} == set(OPEN)


def test_what_the_table_has_not_is_refused() -> None:
    assert after("sourced", "screen") == "screening"
    with pytest.raises(Refusal) as refused:
        after("closed", "screen")
    assert (refused.value.code, refused.value.status) == ("not-now", 409)


def test_days_are_whole() -> None:
    assert days_in(AT, AT + timedelta(days=3, hours=23)) == 3


@pytest.mark.parametrize("sheet", [SAFE, NOTE, PRICED])
def test_terms_are_written_and_read_again(sheet: Sheet) -> None:
    check_sheet(sheet)
    assert read_sheet(write_sheet(sheet)) == sheet


@pytest.mark.parametrize(
    ("sheet", "where"),
    [
        (replace(SAFE, instrument="loan"), "instrument"),
        (replace(SAFE, amount=Money(0, "VND")), "amount"),
        (replace(SAFE, rights=("a-castle",)), "rights"),
        (replace(SAFE, cap=None), "cap"),
        (replace(SAFE, cap=Money(5_000, "VND")), "cap"),
        (replace(SAFE, cap=Money(50_000, "USD")), "cap"),
        (replace(NOTE, discount_bp=0), "cap"),
        (replace(NOTE, rate_bp=-1), "rate_bp"),
        (replace(SAFE, discount_bp=10_000), "discount_bp"),
        (replace(PRICED, pre_money=None), "pre_money"),
        (replace(PRICED, pre_money=Money(0, "VND")), "pre_money"),
        (replace(PRICED, pool_bp=10_000), "pool_bp"),
    ],
)
def test_terms_that_cannot_stand_are_refused_at_their_place(sheet: Sheet, where: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_sheet(sheet)
    assert where in {fault.where for fault in refused.value.faults}


def test_a_deal_closes_within_its_terms_and_what_was_agreed() -> None:
    approved = Money(5_000, "VND")
    assert closing_against(Money(5_000, "VND"), SAFE, approved)
    codes = [reason.code for reason in closing_against(Money(5_001, "VND"), SAFE, approved).against]
    assert codes == ["above-sheet", "above-approved"]
    assert not closing_against(Money(5_000, "USD"), SAFE, approved)
    assert not closing_against(Money(0, "VND"), SAFE, approved)


def test_words_name_every_instrument_and_right() -> None:
    assert all(text["vi"] and text["en"] for text in (*INSTRUMENTS.values(), *RIGHTS.values()))


def test_a_deal_is_carried_out_by_what_it_was_closed_for():
    sheet = Sheet("priced", Money(250, "VND"), pre_money=Money(750, "VND"))
    agreed = Agreed("closed", "robots", 250, sheet)
    assert (agreed.instrument, agreed.share) == ("equity", Fraction(1, 4))
    assert Agreed("closed", "robots", 5, Sheet("safe", Money(5, "VND"), cap=Money(60, "VND"))).share == 0
    told = {"company": "robots", "instrument": "equity", "cost": 250}
    assert carrying_against(agreed, **told)
    for wrong, where in (
        ({"company": "sensors"}, "company"), ({"instrument": "loan"}, "instrument"), ({"cost": 251}, "amount"),
    ):  # fmt: skip
        assert [one.where for one in carrying_against(agreed, **(told | wrong)).against] == [where]
    assert carrying_against(replace(agreed, stage="term-sheet"), **told).against[0].what == NOT_CLOSED
