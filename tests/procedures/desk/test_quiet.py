"""What waits for the applicant stays with its office, on a list of its own; what waits for reviews is told apart."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.people.models import HubRole
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.files import read_bundle
from longbien.procedures.models import Case, DeskCase, Task
from longbien.procedures.queries.desk.load import lying
from longbien.procedures.queries.desk.tabs import tabs
from longbien.procedures.queries.desk.worklist import Asked, nearest, quiet_count, work_list
from longbien.procedures.rules.diagram import desks_resting
from longbien.procedures.rules.reading import read_definition
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(days=3)


def listed(office, who="lan", **asked):
    return [case.pk for case in work_list(office.actor(who), Asked(**asked), NOW).cases]


def test_what_was_asked_of_the_applicant_waits_quietly(office):
    cases = office.many(3)
    office.do(cases[0], "ask", at=NOW, reason="r")
    assert listed(office) == cases[1:]
    assert listed(office, turn="applicant") == cases[:1]
    assert listed(office, state="more_info") == cases[:1]
    assert listed(office, text=Case.objects.get(pk=cases[0]).number) == cases[:1]
    assert listed(office, who="reviewer", turn="applicant") == []
    assert cases[0] not in [case.pk for case in nearest(office.actor("lan"), 10)]
    page = client_of(office.people["lan"]).get("/en/desk/").content.decode()
    assert "1 case waits for the applicant" in page
    quiet = client_of(office.people["lan"]).get("/en/desk/?turn=applicant").content.decode()
    assert Case.objects.get(pk=cases[0]).number in quiet
    assert "waits for the applicant" in quiet
    assert Case.objects.get(pk=cases[1]).number not in quiet


def test_one_s_own_that_wait(office):
    cases, lan = office.many(2), office.actor("lan")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=NOW)
    for case in cases:
        office.do(case, "ask", at=NOW, reason="r")
    assert listed(office, turn="applicant", whose="mine") == cases[:1]
    assert quiet_count(lan, Asked(), NOW) == 2
    assert quiet_count(lan, Asked(whose="mine"), NOW) == 1
    assert quiet_count(office.actor("outsider"), Asked(), NOW) == 0


def test_reviews_to_come_and_what_can_be_decided(office):
    case = office.file()
    office.do(case, "pass", at=NOW)
    client = client_of(office.people["lan"])
    assert "1 review to come" in client.get("/en/desk/").content.decode()
    assert listed(office, turn="judging") == [case]
    assert listed(office, turn="ready") == []
    task = Task.objects.get()
    submit_task(task_id=task.pk, data={"score": 4}, by=office.actor("reviewer"), at=NOW)
    assert listed(office, turn="ready") == [case]
    assert listed(office, turn="judging") == []
    assert "ready to decide" in client.get("/en/desk/").content.decode()


def test_a_review_that_is_in_is_waited_for_no_longer(office):
    case = office.file()
    office.do(case, "pass", at=NOW)
    client, url = client_of(office.people["lan"]), f"/en/cases/{make.slug(case)}/desk"
    waits = re.compile(r"<p>Waiting for: ([^<]*)</p>")
    before = waits.search(client.get(url).content.decode())[1]
    submit_task(task_id=Task.objects.get().pk, data={"score": 4}, by=office.actor("reviewer"), at=NOW)
    after = waits.search(client.get(url).content.decode())[1]
    assert before.removesuffix(".").removeprefix(after.removesuffix(".")).startswith("; ")


def test_where_nobody_is_asked_for_a_review_there_are_none_that_are_all_in(office):
    case = office.file()
    assert listed(office) == [case]
    assert listed(office, turn="ready") == []


def test_what_waits_is_not_told_where_the_list_holds_it_already(office):
    for case in office.many(2):
        office.do(case, "ask", at=NOW, reason="r")
    client = client_of(office.people["lan"])
    assert "2 cases wait for the applicant" in client.get("/en/desk/?whose=all").content.decode()
    for query in ("q=nothing", "q=ngap", "state=more_info", "state=screening", "fee=due"):
        assert "for the applicant</a>" not in client.get(f"/en/desk/?{query}").content.decode(), query


def test_whoever_steps_back_is_no_longer_waited_for(office):
    case = office.file()
    office.do(case, "pass", at=NOW)
    assert DeskCase.objects.get().judging == 1
    HubRole.objects.filter(person=office.people["reviewer"]).delete()
    declare_conflict(task_id=Task.objects.get().pk, reason="r", by=office.actor("reviewer"), at=NOW)
    row = DeskCase.objects.get()
    assert (row.judging, row.wanting) == (0, 1)
    assert listed(office, turn="judging") == [case]


def test_one_of_the_reader_s_offices_alone(office):
    cases = office.many(1)
    lan, own = office.actor("lan"), Asked(office="group:programme-officer")
    assert [case.pk for case in work_list(lan, own, NOW).cases] == cases
    assert work_list(lan, Asked(office="group:other"), NOW).cases == ()


@pytest.mark.parametrize("again", ["rebuild", "migration"])
def test_cases_from_before_come_onto_the_quiet_list(office, again):
    cases, lan = office.many(3), office.actor("lan")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=NOW)
    office.do(cases[0], "ask", at=NOW, reason="r")
    office.do(cases[1], "pass", at=NOW)
    make.opened(*office.team())
    fields = ("case_id", "office", "code", "state", "owner_id", "handler_id", "due", "quiet", "judging")
    before = set(DeskCase.objects.values_list(*fields))
    DeskCase.objects.filter(quiet=True).delete()
    DeskCase.objects.update(judging=0)
    if again == "rebuild":
        rebuild()
    else:
        import_module("longbien.procedures.migrations.0017_quiet_desks").put_back(apps, None)
    assert set(DeskCase.objects.values_list(*fields)) == before


@pytest.mark.parametrize("path", sorted((settings.HUB.folder / "procedures").glob("*.yaml")), ids=lambda one: one.stem)
def test_the_migration_finds_the_same_offices_as_the_rules(path):
    resting = import_module("longbien.procedures.migrations.0017_quiet_desks").resting
    definition = read_bundle(path).procedure.data
    rules: dict[str, set[str]] = {}
    for state, kind, ref in desks_resting(read_definition(definition, settings.HUB.languages)):
        rules.setdefault(state, set()).add(f"{kind}:{ref}")
    assert resting(definition) == rules


def test_the_lists_ask_as_much_however_many_wait(office):
    client, counts = client_of(office.people["lan"]), []
    for n in (1, 3):
        for case in office.many(n):
            office.do(case, "ask", at=NOW, reason="r")
        for path in ("/desk/", "/desk/?turn=applicant", "/desk/?q=ngap"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12


def test_what_waits_for_neither_is_not_said_to_wait_for_the_applicant(office):
    """Such as a step that only its reviewers may end."""
    changes = {
        "version": 3,
        "roles.reviewer": "assigned:review",
        "forms.review": "forms/review.schema.json",
        "states.review": {"tasks": {"review": {
            "count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer",
        }}},
        "actions.approve.from": ["review"],
        "actions.approve.by": "reviewer",
        "actions.pass": {"from": "screening", "to": "review", "by": "officer"},
    }  # fmt: skip
    make.published(make.changed(make.sample(), {"set": changes}), forms())
    case = office.file()
    office.do(case, "pass", at=NOW)
    assert listed(office) == []
    assert listed(office, turn="applicant") == [case]
    assert "waits for others" in client_of(office.people["lan"]).get("/en/desk/?turn=applicant").content.decode()


def test_a_tab_counts_what_its_list_shows(office):
    lan = office.actor("lan")
    first, _second = office.many(2)
    office.do(first, "ask", at=NOW, reason="r")
    for asked in (Asked(), Asked(turn="applicant"), Asked(state="more_info")):
        assert tabs(lan, asked, NOW)["all"].count == len(work_list(lan, asked, NOW).cases), asked


@pytest.mark.skipif(connection.vendor != "sqlite", reason="not run: only SQLite tells its plans in such words")
@pytest.mark.parametrize("quiet", [False, True])
def test_both_lists_of_a_desk_are_found_by_their_index(quiet):
    assert "(office=? AND quiet=?)" in lying("group:programme-officer", quiet=quiet).order_by("due", "case").explain()
