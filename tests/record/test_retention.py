"""Retention: rules are data, what is over is erased by the worker, and the erasure is on the record."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.record import keys, models, queries, registry
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.retain import retain
from longbien.record.actions.store_document import store_document
from longbien.record.events import RetentionApplied
from longbien.record.queries.audit import audit
from longbien.record.rules.retention import Happening, Rule, read_rules
from longbien.site.folder import read_folder
from longbien.site.hub import BrokenHub
from tests.record.make import LAN, NOW, Mailed, Noted, trial
from tests.record.test_documents import PDF
from tests.site.make import copy_of

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "record" / "retention.yaml").read_text())
RULE = {
    "title": "What people told", "why": "Long enough.", "of": "entries", "subject": "trials.trial",
    "events": ["test.noted"], "starts": "entry", "keep": {"years": 2}, "then": "erase-openings", "basis": "hub-rule",
}  # fmt: skip


def rule(**change) -> Rule:
    said = {key: value for key, value in (RULE | change).items() if value is not None}
    [read] = read_rules({"rules": {"concerns": said}}, ("en",))
    return read


@pytest.mark.parametrize("case", SPECS["ends"], ids=lambda case: f"{case['keep']} from {case['from']}")
def test_when_a_period_is_over(case):
    one = rule(keep=case["keep"])
    assert one.ends(case["from"]) == case["over"]
    assert one.is_over(case["from"], case["over"])
    assert not one.is_over(case["from"], case["over"] - timedelta(days=1))


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40), st.integers(0, 100), st.dates(date(2020, 1, 1))
)
def test_whatever_is_over_began_before_the_day_looked_back_to(started, months, days, today):
    one = rule(keep={"months": months, "days": days})
    if today.year < 9000 and one.is_over(started, today):
        assert started <= one.surely_begun_by(today)


def test_an_event_fits_only_when_it_says_so():
    ended = Happening("x", {"final": (True,), "to": ("a", "b")})
    assert ended.fits({"final": True, "to": "b"})
    assert not ended.fits({"final": True, "to": "c"})
    assert not ended.fits({"final": True})
    assert Happening("x").fits({})


def faults_of(folder, change):
    said = {key: value for key, value in (RULE | {"events": ["trials.concern-raised"]} | change).items()}
    rules = {"rules": {"concerns": {key: value for key, value in said.items() if value is not None}}}
    (folder / "retention.yaml").write_text(yaml.safe_dump(rules))
    try:
        read_folder(folder)
    except BrokenHub as broken:
        return "\n".join(one.what["en"] for one in broken.faults)
    return ""


@pytest.mark.parametrize("case", SPECS["faults"], ids=lambda case: str(case["change"]))
def test_what_a_hub_may_not_say(case, tmp_path):
    found = faults_of(copy_of("minimal", tmp_path), case["change"])
    assert case["said"] in found
    assert bool(case["said"]) == bool(found)


@pytest.fixture
def obeyed(settings, monkeypatch, tmp_path, fresh_database):
    """A hub that keeps to the rules given."""

    def keep_to(**rules):
        settings.HUB = type(settings.HUB)(**vars(settings.HUB) | {"folder": tmp_path, "languages": ("en",)})
        said = {code: {key: value for key, value in (RULE | change).items() if value is not None}
                for code, change in rules.items()}  # fmt: skip
        (tmp_path / "retention.yaml").write_text(yaml.safe_dump({"rules": said}))

    return keep_to


def later(years=0, days=0):
    return NOW.replace(year=NOW.year + years) + timedelta(days=days)


@act
def wrote(subject, at=NOW, what="secret") -> UUID:
    return emit(Noted(1, reason=what), subject=subject, by=LAN, at=at)


@act
def happened(subject, count, at) -> UUID:
    return emit(Mailed(count), subject=subject, by=LAN, at=at)


def applied():
    return [(one.subject, one.open) for one in queries.entries_of_type(RetentionApplied.key())]


pytest_db = pytest.mark.django_db


@pytest_db
def test_entries_by_their_own_time(obeyed):
    obeyed(concerns={})
    case = trial()
    old, new = wrote(case), wrote(case, at=later(days=1))
    other = wrote(Subject("people.person", case.id))
    assert retain(at=later(years=2, days=-1)) == 0
    assert retain(at=later(years=2)) == 1
    assert [queries.opening(one, "reason") for one in (old,)] == [None]
    assert queries.opening(new, "reason").value == queries.opening(other, "reason").value == "secret"
    assert applied() == [(case, {"rule": "concerns", "means": "erase-openings", "basis": "hub-rule", "count": 1})]
    assert retain(at=later(years=2)) == 0
    assert retain(at=later(years=2, days=1)) == 1
    assert queries.opening(new, "reason") is None
    assert audit(keys.verifier())[1] == []


@pytest_db
def test_days_are_local_days(obeyed, settings):
    """23:30 UTC is the next day in the hub's time zone."""
    obeyed(concerns={"keep": {"days": 1}})
    wrote(trial(), at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    assert retain(at=datetime(2026, 3, 3, 16, 59, tzinfo=UTC)) == 0
    assert retain(at=datetime(2026, 3, 3, 17, 0, tzinfo=UTC)) == 1


@pytest_db
def test_entries_from_when_something_else_happened(obeyed):
    obeyed(concerns={"starts": {"event": "test.mailed", "where": {"count": [7]}}})
    ended, running, other = trial(), trial(), trial()
    ids = [wrote(case) for case in (ended, running, other)]
    happened(ended, 7, NOW)
    happened(other, 8, NOW)
    assert retain(at=later(years=2)) == 1
    assert [queries.opening(one, "reason") is None for one in ids] == [True, False, False]


@pytest_db
def test_the_last_start_counts_and_what_goes_on_stops_it(obeyed):
    mailed = {"event": "test.mailed", "where": {"count": [7]}}
    obeyed(concerns={"starts": mailed, "unless": {"event": "test.mailed", "where": {"count": [0]}}})
    twice, reopened, again = trial(), trial(), trial()
    for case in (twice, reopened, again):
        wrote(case)
        happened(case, 7, NOW)
    happened(twice, 7, later(days=10))
    happened(reopened, 0, later(days=10))
    happened(again, 0, later(days=5))
    happened(again, 7, later(days=10))
    assert retain(at=later(years=2, days=9)) == 0
    assert retain(at=later(years=2, days=10)) == 2
    assert {subject for subject, _ in applied()} == {twice, again}


@pytest_db
def test_documents_go_with_their_bytes(obeyed):
    obeyed(files={"of": "documents", "events": None, "then": "delete-file", "starts": {"event": "test.mailed"}})
    case, running = trial(), trial()
    kept = [store_document([PDF], name="a.pdf", subject=one, by=LAN, at=NOW) for one in (case, case, running)]
    happened(case, 1, NOW)
    assert retain(at=later(years=2)) == 1
    assert [queries.document(one) is None for one in kept] == [True, True, False]
    assert applied() == [(case, {"rule": "files", "means": "delete-file", "basis": "hub-rule", "count": 2})]
    assert audit(keys.verifier(), documents=True)[1] == []


@pytest_db
def test_what_the_hub_made_itself_stays_such_as_the_letter_of_a_decision(obeyed):
    obeyed(files={"of": "documents", "events": None, "then": "delete-file", "starts": {"event": "test.mailed"}})
    case, lettered = trial(), trial()
    sent = store_document([PDF], name="a.pdf", subject=case, by=LAN, at=NOW)
    made = [store_document([PDF], name="QD-1.pdf", subject=one, by=SYSTEM, at=NOW) for one in (case, lettered)]
    for number, one in enumerate((case, lettered)):
        happened(one, number, NOW)
    assert retain(at=later(years=2)) == 1
    assert queries.document(sent) is None
    assert [queries.open_document(one) is None for one in made] == [False, False]


@pytest_db
def test_things_are_anonymised_by_their_room(obeyed, monkeypatch):
    monkeypatch.setattr(registry, "_anonymisers", {})
    named, told = {trial()}, []
    case = next(iter(named))

    def take_out(subject, at):
        told.append((subject, at))
        named.discard(subject)

    registry.anonymises("trials.trial", registry.Anonymiser(named.__contains__, take_out))
    with pytest.raises(RuntimeError, match="two rooms anonymise"):
        registry.anonymises("trials.trial", registry.Anonymiser(named.__contains__, take_out))
    obeyed(names={"of": "things", "events": None, "then": "anonymise", "starts": {"event": "test.mailed"}})
    happened(case, 1, NOW)
    assert [retain(at=later(years=2)) for _ in range(2)] == [1, 0]
    assert told == [(case, later(years=2))]


@pytest_db
def test_an_erasure_that_fails_leaves_everything(obeyed, monkeypatch):
    obeyed(names={"of": "things", "events": None, "then": "anonymise", "starts": {"event": "test.mailed"}})
    monkeypatch.setattr(registry, "_anonymisers", {})

    def fails(subject, at):
        raise LookupError("no such person")

    registry.anonymises("trials.trial", registry.Anonymiser(lambda subject: True, fails))
    happened(trial(), 1, NOW)
    assert retain(at=later(years=2)) == 0
    assert applied() == []


@pytest_db
def test_in_portions(obeyed):
    obeyed(concerns={})
    for _ in range(5):
        wrote(trial())
    assert [retain(at=later(years=2), limit=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest_db
def test_the_command(obeyed, monkeypatch):
    obeyed(concerns={"keep": {"days": 1}})
    case = trial()
    wrote(case)
    assert command("list") == "concerns\tentries of trials.trial\t0 months 1 days\terase-openings\thub-rule\n"
    said = command("run", "--dry-run")
    assert f"concerns\terase-openings\t{case}\t1\tsince 2026-03-02" in said
    assert said.endswith("1 would be erased; nothing was changed\n")
    assert models.Opening.objects.count() == 1
    assert command("run") == "1 erased\n"
    assert models.Opening.objects.count() == 0


def command(*given):
    out = StringIO()
    call_command("retention", *given, stdout=out)
    return out.getvalue()


@pytest_db
def test_the_worker_applies_them(obeyed):
    obeyed(concerns={"keep": {"days": 1}})
    wrote(trial())
    call_command("worker", "--once")
    assert models.Opening.objects.count() == 0
    assert queries.head().checkpoint.size == 1
    call_command("worker", "--once")
    assert queries.head().checkpoint.size == 3


@pytest_db
def test_everyone_may_read_them(client, obeyed):
    page = client.get("/record/retention/").content.decode()
    assert "Lời phản ánh của người dân" in page
    assert "2 năm" in page
    assert "Quy định của trung tâm" in page
    english = client.get("/en/record/retention/").content.decode()
    assert "The case came to its end" in english
    assert "When it was written" in english
    obeyed(concerns={"keep": {"months": 18, "days": 1}, "basis": "decision-1193", "starts": {"event": "test.mailed"}})
    said = client.get("/en/record/retention/").content.decode()
    assert "18 months" in said
    assert "1 day" in said
    assert "1193" in said
    assert "test.mailed" in said


@pytest_db
def test_a_hub_without_rules(client, settings, tmp_path):
    settings.HUB = type(settings.HUB)(**vars(settings.HUB) | {"folder": tmp_path})
    assert "No rule is published" in client.get("/en/record/retention/").content.decode()
    assert retain(at=NOW) == 0


@pytest_db
def test_what_is_due_asks_the_same_however_much_was_erased(obeyed, django_assert_max_num_queries):
    obeyed(concerns={"starts": {"event": "test.mailed"}})
    for _ in range(3):
        case = trial()
        wrote(case)
        happened(case, 1, NOW)
    assert retain(at=later(years=2)) == 3
    with django_assert_max_num_queries(2):
        assert retain(at=later(years=2)) == 0
