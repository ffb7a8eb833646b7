"""The dossier of a trial as it was run: it verifies, and nothing can be left out, put in or changed."""

import json

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.queries import actor_for
from longbien.record.keys import make_key, verifier
from longbien.trials.actions.build_dossier import build_dossier
from longbien.trials.actions.extend_licence import Extension, extend_licence
from longbien.trials.actions.resume import resume
from longbien.trials.queries.dossiers import dossiers
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.judge import RULES
from tests.trials.evidence import built, eventful, faults, forged, hours, trusted
from tests.trials.make import NOW, event, outside, person, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial():
    return eventful()


@pytest.fixture
def file(trial):
    return built(trial)


def content(file: bytes, part: str):
    return next(json.loads(line)["content"] for line in file.splitlines()[1:-1] if json.loads(line)["part"] == part)


def test_an_eventful_trial_verifies(file):
    checks = verify(file, verifier())
    assert [(check.part, [wrong["en"] for wrong in check.wrong]) for check in checks if not check.passed] == []
    assert len(checks) > 30


def test_it_holds_every_kind_of_breach_and_stop(file):
    assert {row["rule"] for row in content(file, "breaches")} == set(RULES) - {
        "no_go",
        "altitude",
        "fleet",
        "value_day",
        "distance",
        "device_hours",
        "consent",
    }
    assert [row["rule"] for row in content(file, "suspensions")] == ["area", "guardrail:near_miss", "officer"]
    assert content(file, "statistics")["monitors"][0]["alarms"]


def test_a_quiet_trial_and_one_that_has_not_begun_verify_too():
    make_key()
    trial = running()
    assert faults(built(trial), verifier()) == set()
    trial.send(event(1))
    assert faults(built(trial), verifier()) == set()


def test_a_running_trial_may_have_several_dossiers():
    make_key()
    trial = running()
    trial.send(outside(1))
    first, second = built(trial), built(trial, hours(11))
    assert faults(first, verifier()) == faults(second, verifier()) == set()
    assert len(content(second, "timeline")) == len(content(first, "timeline")) + 1
    assert [found.size for found in dossiers(trial.id)] == [len(second), len(first)]


def test_events_of_the_future_are_judged_by_what_was_known_when_they_came():
    make_key()
    trial = running()
    trial.send(outside(1, at=hours(0.1)), event(2, at=hours(4)), event(3, at=hours(-1)))
    resume(trial.id, reason="Đồng hồ chạy sai, đã chỉnh lại.", by=trial.officer, at=hours(1))
    trial.send(event(4, at=hours(3.5)), event(5, at=hours(0.5)), outside(6, at=hours(2)), at=hours(1.5))
    trial.send(event(7, at=hours(3)), at=hours(1.6))
    assert trial.row.state == "suspended"
    assert faults(built(trial), verifier()) == set()


def test_only_those_who_may_have_it_can_draw_it_up(trial):
    with pytest.raises(Refusal) as refused:
        build_dossier(trial.id, by=actor_for(person("Người ngoài").pk), at=hours(10))
    assert refused.value.status == 404


def test_residents_words_and_descriptions_of_incidents_stay_sealed(file):
    assert "Suýt va vào" not in file.decode()
    assert "Đã kiểm tra bộ định vị" in file.decode()


def extended() -> bytes:
    """The dossier of a trial that was extended by six months."""
    make_key()
    trial = running()
    extend_licence(trial.id, Extension(trial.organisation_id, 6, new_id()), by=trial.officer, at=NOW)
    return build_dossier(trial.id, by=trial.holder, at=NOW).read_bytes()


def test_an_extended_licence_verifies_with_both_its_versions():
    file = extended()
    assert [
        (one.part, [wrong["en"] for wrong in one.wrong]) for one in verify(file, verifier()) if not one.passed
    ] == []
    assert [one["plan"]["term_months"] for one in content(file, "plan")["versions"]] == [12, 18]


def another_cap(parts):
    parts["plan"]["versions"][1]["policy"]["plan"]["cap_devices"] = 9
    parts["plan"]["versions"][1]["plan"]["cap_devices"] = 9


def a_stricter_law(parts):
    parts["regime"]["content"]["extensions"]["max_months"] = 3


def a_term_that_nobody_granted(parts):
    parts["licence"]["term_end"] = "2028-06-02"


@pytest.mark.parametrize(
    ("change", "words"),
    [(another_cap, "changes more than the term"), (a_stricter_law, "3 months"), (a_term_that_nobody_granted, "end: ")],
)
def test_an_extension_that_is_no_extension_is_found(change, words):
    file = extended()
    found = verify(forged(file, change), trusted(file))
    assert any(words in wrong["en"] for one in found for wrong in one.wrong)
