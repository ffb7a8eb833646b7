"""A concern about somebody in danger has a shorter clock and stands first, by a rule of the hub."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS
from longbien.people.registry import waiting_for
from longbien.record.queries import entry
from longbien.trials.actions.residents.answer_concern import answer_concern
from longbien.trials.actions.residents.raise_concern import Concern, raise_concern
from longbien.trials.queries.residents.concerns import concern, concerns, tallies
from tests.trials.make import NOW, Staged, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person, worked

pytestmark = pytest.mark.django_db
TOLD = "Xe tông vào một em nhỏ trước cổng trường."
URGENT_DUE = datetime(2026, 11, 25, 2, tzinfo=UTC)  # eight working hours, of which seven are left of Monday


@pytest.fixture
def trial() -> Staged:
    return running()


def tell(trial: Staged, level: str = "", *, at: datetime = NOW):
    return raise_concern(trial.id, Concern("safety", TOLD, level=level), by=ANONYMOUS, at=at)


def test_it_is_due_sooner_and_the_record_says_how_urgent_it_was(trial):
    number = tell(trial, "urgent")
    assert (concern(number).due_at, concern(number).is_urgent) == (URGENT_DUE, True)
    assert entry(number).open["level"] == "urgent"
    ordinary = concern(tell(trial))
    assert (ordinary.level.code, ordinary.is_urgent) == ("ordinary", False)
    assert ordinary.due_at > URGENT_DUE
    with refused("concern-incomplete"):
        tell(trial, "apocalyptic")


def test_it_stands_first_however_late_the_others_are(trial):
    old, urgent = tell(trial, at=NOW - timedelta(days=30)), tell(trial, "urgent")
    answered = tell(trial, "urgent")
    answer_concern(trial.id, answered, answer="Đã đưa cháu đi khám.", by=trial.officer, at=NOW)
    assert [one.entry_id for one in concerns(trial.id)] == [urgent, old, answered]


def test_its_hour_passes_in_the_open(trial):
    tell(trial, "urgent")
    worked(URGENT_DUE)
    assert kinds(trial)[-1] == "answer-missed"
    [tally] = tallies(URGENT_DUE + timedelta(hours=1)).values()
    assert (tally.urgent, tally.overdue, tally.due) == (1, 1, URGENT_DUE)


def test_it_is_asked_of_residents_and_shown_to_officers(trial):
    with translation.override("en"):
        here = reverse("trials:concern", args=[trial.id])
        form = Client().get(here).content.decode()
        assert "Somebody is hurt or in danger" in form
        assert "within 8 working hours" in form
        said = {"about": "safety", "told": TOLD, "level": "urgent"}
        assert Client().post(here, {**said, "level": "x"}).status_code == 422
        assert Client().post(here, said).status_code == 302
        page = as_person(trial.officer).get(reverse("trials:concerns", args=[trial.id])).content.decode()
        assert ">Urgent</span>" in page
        [one] = [one for one in waiting_for(trial.officer) if one.url.endswith("/concerns")]
        assert "1 urgent" in one.kind
        assert one.due > timezone.now()


def test_a_hub_without_a_scale_asks_nothing_of_the_kind(trial, settings, monkeypatch):
    monkeypatch.setitem(settings.HUB.data, "trials", {"answer_within_working_days": 10})
    with translation.override("en"):
        form = Client().get(reverse("trials:concern", args=[trial.id])).content.decode()
    assert "How urgent" not in form
    assert concern(tell(trial)).level.code == "ordinary"
