"""The rules of data duties: clocks, thresholds, dossiers, the register, what a hub's files may say."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from longbien.data.hub.contracts import check as check_contracts
from longbien.data.hub.duties import check
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Mask, Shown, Terms
from longbien.data.rules.agreement.written import read_terms, write_terms
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.contract.processing import UNSAID, Kept
from longbien.data.rules.duties import asked, dossiers
from longbien.data.rules.duties.clocks import Left, due_at, left, standing
from longbien.data.rules.duties.meter import is_sensitive, next_above, weigh
from longbien.data.rules.duties.register import HEAD, entry, lines
from longbien.data.rules.duties.statute import Span, Statute, clock_of, read_statute, thresholds_of
from longbien.kernel.sourced import parse_yaml, read_yaml
from longbien.kernel.workdays import WorkingDays
from tests.data.duties_make import COLUMNS, PROCESSING
from tests.data.make import column, contract

HANOI = Path(__file__).resolve().parents[2] / "hubs/hanoi/duties"
LANGUAGES = ("vi", "en")
CALENDAR = WorkingDays("VN", "Asia/Ho_Chi_Minh")
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
UNTIL, TODAY = date(2027, 1, 1), date(2026, 11, 29)
CONTRACT = read_contract(contract(*COLUMNS, access="shared", processing=PROCESSING), LANGUAGES)
NOBODY = read_contract(contract(column("size", "integer")), LANGUAGES)


def statutes() -> tuple[Statute, ...]:
    return tuple(read_statute(read_yaml(path).data, LANGUAGES) for path in sorted(HANOI.glob("*.yaml")))


def terms(*shown: Shown, territory: tuple[str, ...] = ()) -> Terms:
    return Terms("trial-set", shown or (Shown("card"),), (), "A study", UNTIL, territory)


def test_the_clocks_of_the_hub_s_folder():
    found = {code: clock_of(statutes(), code, on=TODAY) for code in ("acknowledge", "deletion", "access", "processors")}
    assert [str(one.span.words) for one in found.values()] == ["2 ngày làm việc", "72 giờ", "15 ngày", "20 ngày"]
    assert [one.is_hub_rule for one in found.values()] == [False, False, True, False]
    assert not any(one.is_verified for one in found.values())
    assert found["acknowledge"].citation.in_language("en") == "Law on personal data protection 91/2025/QH15"
    assert clock_of(statutes(), "acknowledge", on=date(2025, 12, 31)) is None
    assert clock_of((), "acknowledge", on=TODAY) is None


def test_a_statute_holds_from_its_first_day_to_its_last():
    data = {**read_yaml(HANOI / "law-91-2025-personal-data.yaml").data, "valid_until": date(2026, 6, 30)}
    one = read_statute(data, LANGUAGES)
    assert [one.holds(day) for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))] == [True, True, False]
    signed = read_statute({**data, "verified": {"by": "Counsel", "on": date(2026, 5, 1)}}, LANGUAGES)
    assert (one.is_verified, signed.is_verified, signed.clocks[0].is_verified) == (False, True, True)


def test_spans_are_read_and_said():
    assert [Span.parse(one) for one in ("2wd", "15d", "72h")] == [Span(2, "wd"), Span(15, "d"), Span(72, "h")]
    assert [Span(n, "d").words.in_language("en") for n in (1, 2)] == ["1 day", "2 days"]
    for said in ("", "0d", "2w", "-1d", "2 d", "99999h"):
        with pytest.raises(ValueError, match=rf"^{said}$"):
            Span.parse(said)


def test_when_a_clock_runs_out():
    assert due_at(Span(2, "wd"), FRIDAY, CALENDAR) == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    assert due_at(Span(72, "h"), FRIDAY, CALENDAR) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert due_at(Span(15, "d"), FRIDAY, CALENDAR) == datetime(2026, 12, 12, 16, 59, 59, tzinfo=UTC)
    due, later = datetime(2026, 11, 30, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 11, 30, tzinfo=UTC)
    assert [standing(due, None, FRIDAY), standing(due, None, later)] == ["running", "late"]
    assert [standing(due, due, later), standing(due, later, later)] == ["kept", "kept-late"]
    assert [left(due, FRIDAY), left(due, later)] == [Left(72, is_over=False), Left(2, is_over=True)]


@pytest.mark.parametrize(
    ("persons", "sensitive", "weight", "step"),
    [
        (0, False, "ordinary", 100_000), (99_999, False, "ordinary", 100_000), (100_000, False, "important", 1_000_000),
        (999_999, False, "important", 1_000_000), (1_000_000, False, "core", None), (9_999, True, "ordinary", 10_000),
        (10_000, True, "important", 100_000), (100_000, True, "core", 1_000_000), (1_000_000, True, "core", None),
    ],
)  # fmt: skip
def test_how_much_data_weigh(persons, sensitive, weight, step):
    steps = thresholds_of(statutes(), on=TODAY)
    found = weigh(persons, is_sensitive=sensitive, is_disclosed=False, thresholds=steps)
    assert found.weight == weight
    assert (found.threshold is None) == (weight == "ordinary")
    above = next_above(persons, is_sensitive=sensitive, thresholds=steps)
    assert (above.persons if above else None) == step
    assert weigh(persons, is_sensitive=sensitive, is_disclosed=True, thresholds=steps).weight == "ordinary"


def test_sensitive_is_what_is_shown():
    assert is_sensitive(CONTRACT)
    assert not is_sensitive(CONTRACT, terms(Shown("card")))
    assert is_sensitive(CONTRACT, terms(Shown("note", Mask("pseudonym"))))
    assert not is_sensitive(CONTRACT, terms(Shown("note", Mask("blank"))))


def test_which_dossiers_an_agreement_needs():
    assert dossiers.needed(terms(), CONTRACT) == ("impact",)
    assert dossiers.needed(terms(Shown("card", Mask("pseudonym"))), CONTRACT) == ("impact",)
    assert dossiers.needed(terms(territory=("SG",)), CONTRACT) == ("impact", "transfer")
    assert dossiers.needed(terms(Shown("size"), Shown("card", Mask("blank"))), CONTRACT) == ()
    assert dossiers.needed(terms(Shown("none")), CONTRACT) == ()
    assert dossiers.needed(terms(Shown("size")), NOBODY) == ()
    assert dossiers.lacking(("impact", "transfer"), ["impact"]) == ("transfer",)
    assert dossiers.file_by(Span(60, "d"), date(2026, 11, 1)) == date(2026, 12, 31)


def test_terms_name_the_countries_abroad():
    home, away = terms(), terms(territory=("SG", "JP"))
    assert "territory" not in write_terms(home)
    assert read_terms(write_terms(away), CONTRACT) == away
    assert judge(away, CONTRACT, today=TODAY) == ()
    assert [one.where for one in judge(terms(territory=("Singapore",)), CONTRACT, today=TODAY)] == ["territory"]


def test_the_register_is_derived():
    assert entry(NOBODY, ()) is None
    alone, given = entry(CONTRACT, ()), entry(CONTRACT, [("A team", terms(territory=("SG",)))])
    assert alone.retention == UNSAID
    (first,), (second,) = list(lines([alone], "en")), list(lines([given], "vi"))
    assert tuple(first) == HEAD
    assert (first["recipient"], first["categories"]) == ("", "card; note")
    assert (second["recipient"], second["abroad"], second["until"]) == ("A team", "SG", "2027-01-01")


def test_how_long_rows_are_kept():
    kept = read_contract(
        contract(*COLUMNS, processing={**PROCESSING, "retention": {"years": 1, "months": 2, "days": 3}}), LANGUAGES
    ).processing
    assert kept.retention == Kept(14, 3)
    assert kept.kept.in_language("en") == "1 year 2 months 3 days"
    assert kept.retention.ends(date(2026, 1, 31)) == date(2027, 4, 3)
    assert Kept(24).words.in_language("en") == "2 years"


def test_what_persons_may_ask():
    assert [asked.of(one) for one in asked.ASKED] == list(asked.NAMES)
    with pytest.raises(ValueError, match="other"):
        asked.of("other")


def faults(settings, *sources: bytes) -> list[str]:
    files = tuple(parse_yaml(source, named=f"d{n}.yaml") for n, source in enumerate(sources))
    return [f"{one.where}: {one.what['en']}" for one in check(settings.HUB, files)]


def test_every_statute_of_the_hub_is_right(settings):
    assert faults(settings, *(path.read_bytes() for path in sorted(HANOI.glob("*.yaml")))) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"within: 72h", b"within: 3 days", "d0.yaml:"), (b"code: breach-notice", b"code: breach", "one of:"),
        (b"code: restriction", b"code: objection", "“objection” stands already in d0.yaml"),
        (b"as_of: 2026-03", b"as_of: lately", "must be"), (b"clocks:", b"clock:", "did you mean “clocks”?"),
    ],
)  # fmt: skip
def test_a_fault_of_a_statute_is_told(settings, before, after, said):
    source = (HANOI / "law-91-2025-personal-data.yaml").read_bytes()
    assert said in "\n".join(faults(settings, source.replace(before, after)))


def test_a_statute_stands_once(settings):
    source = (HANOI / "decision-20-2025.yaml").read_bytes()
    assert faults(settings, source, source) == ["d1.yaml:2: “decision-20-2025” stands already in d0.yaml"]


def test_a_contract_about_persons_says_why(settings):
    source = (HANOI.parent / "data/demonstration-rides.yaml").read_bytes()

    def said(data: bytes) -> str:
        return " ".join(one.what["en"] for one in check_contracts(settings.HUB, (parse_yaml(data, named="d.yaml"),)))

    assert said(source) == ""
    assert "no column “cards”" in said(source.replace(b"person: card", b"person: cards"))
    start, end = source.index(b"  - property: processing"), source.index(b"schema:")
    assert "property “processing” is needed" in said(source[:start] + source[end:])
