"""Texts, citations, outcomes, refusals, subjects, actors, folding, ids."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel import ids
from longbien.kernel.actor import ANONYMOUS, SYSTEM, Actor
from longbien.kernel.citation import Citation
from longbien.kernel.extras import require
from longbien.kernel.folding import fits, fold
from longbien.kernel.hub import Hub
from longbien.kernel.money import Money
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import Fault, Refusal, conflict, not_allowed, not_found, signed_out
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.kernel.written import amount

FOLDING = yaml.safe_load((Path(__file__).parents[1] / "specs" / "kernel" / "folding.yaml").read_text())
BOTH = Text.of(vi="Bài toán", en="Problem")


@pytest.mark.parametrize("case", FOLDING["cases"], ids=lambda case: case["when"])
def test_fold(case):
    assert fold(case["when"]) == case["expect"]


@given(st.text())
def test_folding_twice_changes_nothing(words):
    assert fold(fold(words)) == fold(words)


def test_text_reads_as_a_mapping():
    assert (BOTH["vi"], dict(BOTH), len(BOTH), list(BOTH), str(BOTH)) == (
        "Bài toán", {"vi": "Bài toán", "en": "Problem"}, 2, ["vi", "en"], "Bài toán",
    )  # fmt: skip
    assert {BOTH: 1}[Text.of(vi="Bài toán", en="Problem")] == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Problem"), ("en-gb", "Problem"), ("vi", "Bài toán"), ("fr", "Bài toán")]
)
def test_text_in_language(language, words):
    assert BOTH.in_language(language) == words


def test_text_from_data():
    assert Text.from_data({"en": "Problem", "vi": "Bài toán", "fr": "x"}, ("vi", "en")) == BOTH
    assert Text.from_data("Problem", ("en",)) == Text.of(en="Problem")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"vi": "Bài toán"}, "missing text in: en"),
        ({"vi": 1, "en": None}, "missing text in: vi, en"),
        ("Problem", "expected one text per language"),
        (None, "expected one text per language"),
        ({"vi": " ", "en": "Problem"}, "a text is blank in: vi"),
    ],
)
def test_text_names_what_is_missing(data, fault):
    with pytest.raises(ValueError, match=fault):
        Text.from_data(data, ("vi", "en"))


def test_text_needs_a_language():
    with pytest.raises(ValueError, match="at least one"):
        Text(())


def test_citation():
    law = Citation("Law on the Capital 39/2024/QH15", "Art. 25(4)(d)", as_of=date(2026, 3, 1))
    assert str(law) == "Law on the Capital 39/2024/QH15, Art. 25(4)(d)"
    assert str(Citation("Dân trí")) == "Dân trí"
    with pytest.raises(ValueError, match="needs its source"):
        Citation("  ")


def test_a_law_is_cited_as_each_language_calls_it():
    law = Citation(Text.of(vi="Luật Thủ đô", en="Law on the Capital"), Text.of(vi="Điều 25", en="Art. 25"))
    assert (str(law), law.in_language("en")) == ("Luật Thủ đô, Điều 25", "Law on the Capital, Art. 25")
    assert Citation("RFC 6962").in_language("vi") == "RFC 6962"


def test_outcome_is_yes_when_nothing_stands_against_it():
    one, two = (Outcome((Reason(code, BOTH),)) for code in ("one", "two"))
    assert Outcome()
    assert not one
    assert [reason.code for reason in (one + Outcome() + two).against] == ["one", "two"]


def test_refusals():
    assert (not_allowed().status, not_found().status, conflict("late", BOTH).status) == (403, 404, 409)
    assert (signed_out().code, signed_out().status) == ("signed-out", 403)
    assert not_allowed(BOTH).what == not_found(BOTH).what == BOTH
    refusal = Refusal("bad", BOTH, faults=(Fault("name", BOTH),))
    assert (refusal.status, str(refusal), refusal.faults[0].where) == (422, "bad: Bài toán", "name")


def test_subject_is_written_and_read():
    subject = Subject("trials.trial", uuid4())
    with pytest.raises(ValueError, match="not a type of subject"):
        Subject("trials.some-trial", uuid4())
    assert Subject.parse(str(subject)) == subject
    for wrong in ("", "trials.trial", "trials.trial:", ":x", f"trials.trial:{'z' * 32}"):
        with pytest.raises(ValueError, match="not a subject"):
            Subject.parse(wrong)


def test_actors():
    team = uuid4()
    member = Actor(id=uuid4(), organisations={team: frozenset({"lead"})})
    assert member.is_signed_in
    assert member.member_of(team)
    assert not member.member_of(uuid4())
    assert not member.member_of(None)
    assert not member.is_system
    assert member.person_id == member.id
    with pytest.raises(Refusal, match="not-allowed"):
        _ = ANONYMOUS.person_id
    assert SYSTEM.is_system
    assert not ANONYMOUS.is_signed_in


def test_a_hub_is_one_subject_whatever_its_folder():
    one, two = (_hub(folder) for folder in ("hubs/a", "elsewhere"))
    assert one.subject == two.subject == Subject("site.hub", one.subject.id)
    assert one.text({"vi": "Bài toán", "en": "Problem"}) == BOTH


def _hub(folder):
    calendar = WorkingDays("VN", "Asia/Ho_Chi_Minh")
    return Hub(
        code="a", folder=Path(folder), name=BOTH, city=BOTH, country="VN", languages=("vi", "en"), currency="VND",
        timezone="Asia/Ho_Chi_Minh", calendar=calendar, stages={}, roles={}, log_origin="a.example/log", data={},
    )  # fmt: skip


def test_extras_say_how_to_add_them():
    assert require("json", extra="none").dumps({}) == "{}"
    with pytest.raises(Refusal, match="extra-missing") as refused:
        require("no_such_library", extra="capital")
    assert refused.value.status == 501
    assert "longbien[capital]" in refused.value.what["en"]


def test_ids_sort_in_the_order_they_were_made():
    made = [ids.new_id() for _ in range(2_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_ids_bear_the_clock(monkeypatch):
    monkeypatch.setattr(ids, "_last", 0)
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_645_557_742_000_500_000)
    one, two = ids.new_id(), ids.new_id()
    assert one.int >> 80 == 1_645_557_742_000  # the moment of RFC 9562, appendix A.6
    assert (one.int >> 64) & 0xFFF == 2048  # half a millisecond
    assert (two.int >> 64) & 0xFFF == 2049


@given(st.uuids())
def test_slugs_read_back(value):
    slug = ids.to_slug(value)
    assert len(slug) == 26
    assert ids.from_slug(slug) == ids.from_slug(slug.upper()) == value


def test_slug_of_the_rfc():
    assert ids.to_slug(UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")) == "01fwhe4ydgfk1shh6w1g60eecf"
    assert ids.from_slug("OlFWHE4YDGFK1SHH6W1G60EECF") == UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")


@pytest.mark.parametrize("slug", ["", "0", "0" * 25, "0" * 27, "u" * 26, "z" * 26, "8" + "0" * 25, "é" * 26, "\0" * 26])
def test_wrong_slugs(slug):
    with pytest.raises(ValueError, match="not a base32 id"):
        ids.from_slug(slug)


@pytest.mark.parametrize(
    ("asked", "said", "does"),
    [
        ("lut", "pollution", False),
        ("lut", "ngap lut", True),
        ("ai", "tri tue nhan tao (ai)", True),
        ("ai", "tai hai", False),
        ("ung nga", "ngap ung", True),
        ("ngap lut", "ngap ung", False),
        ("hs-2026-0", "hs-2026-00012", True),
        ("00012", "hs-2026-00012", True),
        ("b", "a_b", True),
        ("(.*", "anything", False),
        ("", "anything", True),
    ],
)
def test_a_word_is_found_by_its_beginning(asked, said, does):
    assert fits(asked, said) is does


@pytest.mark.parametrize(
    ("money", "vi", "en"),
    [
        (Money(0, "VND"), "0 VND", "0 VND"),
        (Money(1_234_567, "VND"), "1.234.567 VND", "1,234,567 VND"),
        (Money(1_234_567, "USD"), "12.345,67 USD", "12,345.67 USD"),
        (Money(5, "USD"), "0,05 USD", "0.05 USD"),
    ],
)
def test_money_is_written_as_its_readers_write_it(money, vi, en):
    assert dict(amount(money)) == {"vi": vi, "en": en}
