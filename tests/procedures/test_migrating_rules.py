"""Which cases go over to a new version, and with which deadline (tests/specs/procedures/migrating.yaml)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.checks.migrating import check_map, check_migration
from longbien.procedures.rules.clock import Clock
from longbien.procedures.rules.deadlines import parse_span
from longbien.procedures.rules.definition import Sla
from longbien.procedures.rules.migrating.deadlines import Passage, carried
from longbien.procedures.rules.migrating.verdicts import Edition, Handed, Standing, judge
from tests.procedures import make

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/migrating.yaml").read_text())
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkingDays("VN", "Asia/Ho_Chi_Minh")
REVIEW = {"count": 2, "by": "reviewer", "form": "review", "assign": "room.matcher"}


def version(number, spec, prefix=""):
    data = make.sample()
    data["version"] = number
    data["roles"]["reviewer"] = "assigned:review"
    data["forms"]["review"] = "forms/review.schema.json"
    data["states"]["screening"] = {"sla": {"within": "3wd"}, "tasks": {"review": dict(REVIEW)}}
    data["states"] |= {"more_info": {"clock": "stop", "edit": ["applicant"]}, "parked": {"title": make.bi("Parked")}}
    data["actions"]["ask"] = make.action("screening", "more_info", "officer")
    if number == 2:
        data["migrate"] = {"from": 1}
        data = make.changed(data, {"set": spec.get("new", {}), "drop": spec.get("drop", [])})
    forms = make.sample_forms() | {"review": make.form(score={"type": "integer", "maximum": 5})}
    if f"{prefix}form" in spec or "form" in spec:
        forms["request"] = make.form(**spec.get(f"{prefix}form", spec.get("form")))
    if f"{prefix}review" in spec:
        forms["review"] = make.form(**spec[f"{prefix}review"])
    return Edition(make.definition(data), forms)


def standing(given):
    tasks = tuple(Handed(one["kind"], one["is_open"], one.get("data")) for one in given.get("tasks", []))
    held = tuple(Text(tuple(one.items())) for one in given.get("held", []))
    rest = {key: value for key, value in given.items() if key not in ("tasks", "held")}
    filed = {"answers": {"request": {"title": "A thing", "size": 2}}} if "answers" not in given else {}
    return Standing(**{"state": "screening", **filed, **rest, "tasks": tasks, "held": held})


@pytest.mark.parametrize("spec", SPECS["cases"], ids=[spec["title"] for spec in SPECS["cases"]])
def test_verdict(spec):
    old, new = version(1, {"form": spec["form"]} if "form" in spec else {}), version(2, spec, "new_")
    verdict = judge(old, new, standing(spec.get("case", {})), {"room.list": frozenset(), "room.other": frozenset()})
    said = [reason["en"] for reason in verdict.against]
    assert (verdict.part, verdict.target) == (spec["expect"]["part"], spec["expect"]["target"])
    assert len(said) == len(spec["expect"].get("stays", [])), said
    for words, expected in zip(said, spec["expect"].get("stays", []), strict=True):
        assert expected in words
    assert verdict.goes == (not said)
    assert all(set(reason) == {"vi", "en"} for reason in verdict.against)


@pytest.mark.parametrize(
    ("case", "drop", "stays"),
    [
        ({"done": {"submit", "ask"}}, [], []),
        ({"done": {"submit", "ask"}}, ["actions.ask"], ["“ask” was done here and four eyes look at it"]),
        ({"done": {"submit"}}, ["actions.ask"], []),
        ({"owed": {"submit"}}, [], ["The fee of “submit” is still due"]),
        ({"written": {"request", "review"}}, [], []),
        ({"written": {"gone"}}, [], ["Somebody is writing “gone”"]),
    ],
)
def test_what_was_done_and_what_is_owed_keep_a_case_back(case, drop, stays):
    old = version(1, {})
    watching = make.changed(make.sample(), {"set": {"actions.approve.four_eyes": "ask", "states.more_info": {}}})
    watching["actions"]["ask"] = make.action("screening", "more_info", "officer")
    old = Edition(make.definition(watching), old.schemas)
    verdict = judge(old, version(2, {"drop": drop}, "new_"), standing({k: frozenset(v) for k, v in case.items()}), {})
    assert len(verdict.against) == len(stays)
    for words, expected in zip(verdict.against, stays, strict=True):
        assert expected in words["en"]


def test_a_version_without_a_policy_takes_nobody_over():
    with pytest.raises(ValueError, match="nothing about migration"):
        judge(version(1, {}), version(1, {}), Standing("draft"), {})


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=ZONE) if written else None


@pytest.mark.parametrize("spec", SPECS["deadlines"], ids=[spec["title"] for spec in SPECS["deadlines"]])
def test_deadline(spec):
    def edition(number, within):
        found = version(number, {"new": {}}).definition
        state = "screening"
        sla = Sla(parse_span(within)) if within else None
        found.states[state] = type(found.states[state])(**{**vars(found.states[state]), "sla": sla})
        return found

    old, new = edition(1, spec.get("old")), edition(2, spec.get("new"))
    came, now = at("2026-12-07 09:00"), at("2026-12-08 10:00")
    where = "more_info" if "stopped" in spec else "screening"
    passage = Passage(old, new, where, where, came, now)
    clock = carried(passage, CALENDAR, Clock(at(spec.get("due")), spec.get("stopped", {})))
    if "stopped" in spec:
        assert clock.stopped == {"screening": {"left": spec["left"], "unit": "wd"}}
    else:
        assert clock.due == at(spec["expect"])


def test_a_stopped_clock_is_found_under_the_new_name_of_its_state():
    old, new = version(1, {}).definition, version(2, {"new": {"migrate": {"from": 1, "map": {"screening": "desk"}}}})
    found = new.definition
    found.states["desk"] = found.states["screening"]
    passage = Passage(old, found, "more_info", "more_info", at("2026-12-07 09:00"), at("2026-12-08 09:00"))
    clock = carried(passage, CALENDAR, Clock(None, {"screening": {"left": 2, "unit": "wd"}}))
    assert clock.stopped == {"desk": {"left": 2, "unit": "wd"}}


def test_a_map_speaks_of_states_that_were_there():
    old, plain = version(1, {}).definition, version(2, {"drop": ["migrate"]}).definition
    new = version(2, {"new": {"migrate": {"from": 1, "map": {"screening": "screening", "chekcing": "screening"}}}})
    ((path, what),) = check_map(new.definition, old)
    assert path == ("migrate", "map", "chekcing")
    assert "There is no state in version 1 “chekcing”" in what["en"]
    assert list(check_map(plain, old)) == list(check_migration(plain)) == list(check_migration(new.definition)) == []
