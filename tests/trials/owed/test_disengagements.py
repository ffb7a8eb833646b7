"""Disengagements of a shuttle: told one by one or as a table, once each, counted into the report of their period."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from longbien.kernel.period import Period
from longbien.record.models import Event
from longbien.record.queries import entry
from longbien.trials.actions.owed.tell_disengagements import tell_disengagements
from longbien.trials.queries.owed.disengagements import driven, told_of
from longbien.trials.queries.owed.figures import period_figures
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.kinds.kind import read_terms
from longbien.trials.rules.owed.disengagements import Disengagement, digest, read_table
from tests.trials.make import MONDAY, NOW, Staged, event, later, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person

pytestmark = pytest.mark.django_db
SHUTTLE = {
    "kind": "autonomous-shuttle",
    "guardrails": [
        {"measure": "collision", "limit": 0, "per": 1},
        {"measure": "disengagement", "limit": 1, "per": 50000},
    ],
    "stop_on": [],
    "safety_plan": "0" * 64,
}
ONE = Disengagement(date(2026, 11, 9), "r1", True, False, "remote_operator", "street", "Xe dừng trước vũng nước.")
TABLE = """day,vehicle,driverless,driver_present,initiated_by,place,facts
2026-11-10,r2,yes,yes,Test Driver,Highway,Xe máy tạt đầu.
2026-11-10,r2,yes,yes,Test Driver,Highway,Xe máy tạt đầu.
"""


@pytest.fixture
def trial() -> Staged:
    return running(**SHUTTLE)


def tell(trial: Staged, *told: Disengagement) -> int:
    return tell_disengagements(trial.id, told, by=trial.holder, at=NOW)


def test_they_go_on_the_record_by_their_number_days_and_digest(trial):
    assert tell(trial, ONE, replace(ONE, day=date(2026, 11, 8))) == 2
    stands = entry(Event.objects.get(type="trials.disengagements-told/1").pk)
    both = told_of(trial.id)
    assert (stands.open["count"], stands.open["first"], stands.open["last"]) == (2, "2026-11-08", "2026-11-09")
    assert stands.open["sha256"] == digest(both)
    assert ONE.facts not in stands.leaf
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE trials_disengagement SET facts = ''")


def test_a_table_that_is_sent_again_tells_nothing_new(trial):
    rows = read_table(TABLE)
    assert [tell(trial, *rows), tell(trial, *rows), tell(trial, *rows, ONE)] == [2, 0, 1]
    assert kinds(trial).count("disengagements-told") == 2


def test_only_the_holder_tells_and_only_where_the_kind_has_any(trial):
    with refused("not-allowed"):
        tell_disengagements(trial.id, [ONE], by=trial.officer, at=NOW)
    with refused("disengagements-incomplete"):
        tell(trial, ONE, replace(ONE, place="moon"))
    assert told_of(trial.id) == ()


def test_other_kinds_have_none():
    robots = running()
    with refused("no-disengagements"):
        tell(robots, ONE)
    with translation.override("en"):
        holder = as_person(robots.holder)
        for name in ("disengagements", "disengagements-csv"):
            assert holder.get(reverse(f"trials:{name}", args=[robots.id])).status_code == 404
        assert "one by one" not in holder.get(reverse("trials:owed", args=[robots.id])).content.decode()
    assert "disengagements" not in period_figures(robots.id, Period(date(2026, 11, 2), date(2026, 12, 1)), now=NOW)


def test_a_licence_keeps_that_its_kind_asks_for_them(trial):
    terms = policy_of(trial.id).terms
    assert terms.disengagements
    assert read_terms(terms.to_data()) == terms


def test_the_report_of_a_period_counts_those_of_its_days(trial):
    tell(trial, ONE, *read_table(TABLE))
    found = period_figures(trial.id, Period(date(2026, 11, 10), date(2026, 12, 1)), now=NOW)["disengagements"]
    assert (found["count"], found["initiated_by"]) == (2, {"test_driver": 2})
    assert found["sha256"] == digest(read_table(TABLE))


def test_the_distance_of_each_vehicle_stands_beside_them(trial):
    trial.send(
        event(1, measures={"metres_driven": 1200}),
        event(2, at=later(60), device="r2", measures={"metres_driven": 900}),
        event(3, at=later(86_400), measures={"metres_driven": 100}),
    )
    assert [(one.month, one.vehicle, one.km) for one in driven(trial.id)] == [
        (date(2026, 11, 1), "r1", 1.3),
        (date(2026, 11, 1), "r2", 0.9),
    ]


def test_the_page_takes_one_or_a_table_and_says_what_is_wrong(trial):
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    with translation.override("en"):
        here = reverse("trials:disengagements", args=[trial.id])
        said = {
            "day": "2026-11-09", "vehicle": "r1", "driverless": "yes", "driver_present": "no",
            "initiated_by": "remote_operator", "place": "street", "facts": ONE.facts,
        }  # fmt: skip
        wrong = holder.post(here, {**said, "vehicle": "r 1"})
        assert wrong.status_code == 422
        assert ONE.facts in wrong.content.decode()
        assert holder.post(here, said).status_code == 302
        assert told_of(trial.id) == (ONE,)

        def sent(content: bytes):
            return holder.post(here, {"table_sent": "1", "table": SimpleUploadedFile("t.csv", content, "text/csv")})

        assert sent(TABLE.encode()).status_code == 302
        for content in (b"\xff\xfe", b"day,vehicle\n", TABLE.replace("Highway", "Moon").encode()):
            assert sent(content).status_code == 422
        assert "Row 1, place: One of" in sent(TABLE.replace("Highway", "Moon").encode()).content.decode()
        assert holder.post(here, {"table_sent": "1"}).status_code == 422
        assert len(told_of(trial.id)) == 3
        page = officer.get(here).content.decode()
        assert ONE.facts in page
        assert "Tell of one" not in page
        assert Client().get(here).status_code == 404
        assert "one by one" in holder.get(reverse("trials:owed", args=[trial.id])).content.decode()


def test_the_table_that_is_handed_out_reads_back(trial):
    tell(trial, ONE, replace(ONE, day=NOW.date(), facts="=1+1 là công thức"))
    with translation.override("en"):
        here = reverse("trials:disengagements-csv", args=[trial.id])
        holder = as_person(trial.holder)
        assert len(read_table(holder.get(here).content.decode())) == 2
        assert b"\n2026-11-23" in holder.get(here + "?period=1").content
        assert b"2026-11-09" not in holder.get(here + "?period=1").content
        assert b",'=1+1" in holder.get(here).content
        for number in ("9", "x", "9" * 30):
            assert holder.get(f"{here}?period={number}").status_code == 404
    assert MONDAY.date() == ONE.day
