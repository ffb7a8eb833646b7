"""Stays, tallies and shares say what moves and tasks say; the pages that tell them are honest about few."""

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.refusal import Refusal
from longbien.people.models import HubRole
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.keeping.counting import month_of
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskCase, DeskWord, Share, Stay, Tally
from longbien.procedures.queries.desk.taken import a_year_before, shares, times
from longbien.procedures.rules.desk.packed import added
from longbien.procedures.rules.desk.quantiles import bucket_of
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
WEEK = make.MONDAY + timedelta(days=14)  # a week without a holiday
HOUR = timedelta(hours=1)


def decided(office, days, *, ask=False):
    """A case that lay at the desk for so many working days, and was granted."""
    case = office.file(at=WEEK)
    done = WEEK + timedelta(days=days, minutes=1)
    if ask:
        office.do(case, "ask", at=WEEK + HOUR)
        owner = Case.objects.get(pk=case).owner.memberships.get().person
        perform(case_id=case, action="resubmit", by=make.actor(owner), at=WEEK + timedelta(days=1))
        done += timedelta(days=1)
    office.do(case, "approve", at=done, reason="r")
    return case


def test_each_state_of_a_case_is_a_stay(office):
    case = decided(office, 2, ask=True)
    stays = list(Stay.objects.filter(case_id=case).order_by("seq"))
    assert [(one.seq, one.state) for one in stays] == [
        (1, "draft"),
        (2, "screening"),
        (3, "more_info"),
        (4, "screening"),
    ]
    assert all(one.left is not None for one in stays)
    for before, after in pairwise(stays):
        assert before.left == after.entered
    assert stays[1].seconds == 59 * 60
    assert stays[3].seconds == 2 * 8 * 3600 + 60


def test_tallies_count_each_stay_and_the_whole_without_the_applicant_s_time(office):
    decided(office, 2, ask=True)
    told = {one.state: (added([one.counts]), one.late) for one in Tally.objects.all()}
    hour = bucket_of(59 * 60)
    assert told["screening"] == ({hour: 1, bucket_of(2 * 8 * 3600 + 60): 1}, 0)
    assert told[""] == ({bucket_of(2 * 8 * 3600 + 60 * 60): 1}, 0)
    decided(office, 7)
    whole = Tally.objects.get(state="")
    assert (added([whole.counts])[bucket_of(5 * 8 * 3600)], whole.late) == (1, 1)


def test_what_was_withdrawn_was_not_decided(office):
    team = office.team()
    case = office.file(at=WEEK, team=team)
    perform(case_id=case, action="withdraw", by=make.actor(team[1]), at=WEEK + HOUR)
    assert not Tally.objects.filter(state="").exists()
    assert Tally.objects.filter(state="screening").exists()
    assert not DeskCase.objects.exists()


def test_only_the_last_twelve_months_are_told(office):
    assert str(a_year_before(WEEK)) == "2026-01-01"
    for _ in range(3):
        decided(office, 1)
    assert times(["test.sample"], WEEK)["test.sample", ""].n == 3
    assert times(["test.sample"], WEEK + timedelta(days=400)) == {}
    assert times(["test.other"], WEEK) == {}
    assert set(times(["test.sample"], WEEK, whole=True)) == {("test.sample", "")}


def test_tasks_and_cases_that_are_given_are_counted(office):
    case = office.file(at=WEEK)
    office.do(case, "pass", at=WEEK + HOUR)
    reviewer, lan = office.people["reviewer"].pk, office.actor("lan")
    assert shares(["test.sample/review"], WEEK) == {"test.sample/review": {reviewer: 1}}
    assign_cases(case_ids=[case], person_id=lan.id, by=lan, at=WEEK)
    assert shares(["group:programme-officer"], WEEK) == {"group:programme-officer": {lan.id: 1}}


def standing():
    tables = {Stay: ("case", "seq", "state", "entered", "left", "seconds"), DeskWord: ("case", "word"),
              DeskCase: ("case", "office", "state", "handler_id", "due"), Share: ("pool", "person", "month", "n"),
              Tally: ("code", "state", "month", "counts")}  # fmt: skip
    return {model: sorted(map(str, model.objects.values_list(*fields))) for model, fields in tables.items()}


def test_everything_is_made_anew_as_it_was(office):
    cases = [decided(office, 1, ask=True), decided(office, 2), *office.many(2)]
    office.do(cases[2], "pass", at=WEEK)
    lan = office.actor("lan")
    assign_cases(case_ids=[cases[3]], person_id=lan.id, by=lan, at=WEEK)
    make.opened(*office.team())

    before, said = standing(), StringIO()
    call_command("desk", "rebuild", stdout=said)
    assert "5 cases" in said.getvalue()
    assert standing() == before


def moved_at_random(office, chance):
    """Twelve cases, each moved by whoever may, over months and late as often as not; when the last move was."""
    now, cases = WEEK, [(office.file(at=WEEK, team=team), team[1]) for team in (office.team() for _ in range(12))]
    for _ in range(90):
        now += timedelta(hours=chance.expovariate(1 / 60))
        case, lead = chance.choice(cases)
        action = chance.choice(["ask", "resubmit", "ask", "resubmit", "pass", "pass", "approve", "withdraw"])
        by = make.actor(lead) if action in {"resubmit", "withdraw"} else office.actor("lan")
        with suppress(Refusal):
            perform(case_id=case, action=action, by=by, at=now, reason="r")
    return now


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_moves_the_figures_are_those_of_the_stays(office, seed):
    now = moved_at_random(office, Random(seed))
    ended = Stay.objects.exclude(left=None)
    assert {stay.state for stay in ended} == {"draft", "screening", "more_info", "review"}
    counts, late = defaultdict(Counter), Counter()
    for stay in ended:
        counts[stay.state, month_of(stay.left)][bucket_of(stay.seconds)] += 1
        late[stay.state, month_of(stay.left)] += stay.due is not None and stay.left > stay.due
    kept = {(one.state, one.month): one for one in Tally.objects.exclude(state="")}
    assert {key: added([one.counts]) for key, one in kept.items()} == counts
    assert {key: one.late for key, one in kept.items()} == late
    assert sum(late.values()) > 3
    assert len({month for _state, month in kept}) > 3
    before, told = standing(), times(["test.sample"], now)
    call_command("desk", "rebuild", stdout=StringIO())
    assert standing() == before
    # Only the case knows its deadline, and only that of where it stands.
    assert times(["test.sample"], now) == {key: replace(one, late=0) for key, one in told.items()}


def test_the_catalogue_tells_times_but_not_of_few(office, client):
    for _ in range(4):
        decided(office, 2)
    for path in ("/en/services/", "/en/services/test.sample"):
        assert "fewer than 5 cases" in client.get(path).content.decode()
    decided(office, 2)
    Tally.objects.update(month=a_year_before(make.MONDAY + timedelta(days=60)))
    page = client.get("/en/services/").content.decode()
    assert "half within" in page
    assert "5 cases decided" in page
    assert "at most" in page
    assert "half within" in client.get("/en/services/test.sample").content.decode()


def test_who_sees_the_overview(office):
    for name, status in {"lan": 200, "admin": 200, "reviewer": 404, "outsider": 404}.items():
        assert client_of(office.people[name]).get("/desk/overview").status_code == status, name
    assert client_of(office.people["lan"]).get("/desk/overview?office=body:gate-board").status_code == 404
    assert client_of(office.people["outsider"]).get("/desk/overview/steps.csv").status_code == 404
    assert client_of(office.people["lan"]).get("/desk/overview/other.csv").status_code == 404


def test_the_overview_tells_load_steps_and_fairness(office):
    cases, lan = office.many(3), office.actor("lan")
    for _ in range(5):
        decided(office, 1)
    assign_cases(case_ids=cases[:2], person_id=lan.id, by=lan, at=WEEK)
    page = client_of(lan).get("/en/desk/overview").content.decode()
    for said in (
        "Cases that wait for the office, by handler",
        "Not assigned", "Where cases pile up", "working day", "Gini coefficient 0.5",
        "given most was given 2 times the average",
    ):  # fmt: skip
        assert said in page, said
    empty = client_of(office.people["admin"]).get("/en/desk/overview?office=group:nothing")
    assert empty.status_code == 404


def test_whoever_left_the_office_is_shown_with_what_they_hold(office):
    cases, lan = office.many(1), office.actor("lan")
    assign_cases(case_ids=cases, person_id=office.people["minh"].pk, by=lan, at=WEEK)
    HubRole.objects.filter(person=office.people["minh"]).delete()
    assert "no longer in this office" in client_of(lan).get("/en/desk/overview").content.decode()


@pytest.mark.parametrize(
    ("path", "who"), [("/desk/overview", "lan"), ("/services/", "lan"), ("/services/test.sample", "lan")]
)
def test_the_pages_ask_as_much_for_three_as_for_one(office, path, who):
    client, counts = client_of(office.people[who]), []
    for n in (1, 3):
        for _ in range(n):
            decided(office, n)
            office.do(office.file(at=WEEK), "pass", at=WEEK + HOUR)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_my_cases_ask_as_much_for_three_as_for_one(office):
    team, lead = office.team()
    client, counts = client_of(lead), []
    for n in (1, 2):
        for _ in range(n):
            office.file(team=(team, lead), at=WEEK)
        client.get("/cases/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/en/cases/").content.decode()
        assert "You need not do anything now." in page
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_my_cases_say_whose_turn_it_is(office):
    team, lead = office.team()
    case = office.file(team=(team, lead), at=WEEK)
    client = client_of(lead)
    office.do(case, "ask", at=WEEK + HOUR)
    assert "Your turn." in client.get("/en/cases/").content.decode()
    assert "Đến lượt bạn." in client.get("/cases/").content.decode()
