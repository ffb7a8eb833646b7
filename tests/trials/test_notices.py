"""Residents hear before a trial starts: on the page near them, in a feed, by e-mail; and it starts no earlier."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import to_slug
from longbien.kernel.refusal import Refusal
from longbien.people.models import Organisation
from longbien.people.queries import actor_for
from longbien.places import queries as places
from longbien.trials import models
from longbien.trials.actions.residents.announce_start import announce_start
from longbien.trials.actions.residents.watch_ward import unwatch_ward, watch_ward
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.privacy import erase, export
from longbien.trials.queries.residents.notices import notice_owed, wards_around, wards_watched
from longbien.trials.rules.residents.promises import Promises, notice_days, promises
from tests.trials.make import NOW, SITES, Staged, licensed, person, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import MIDNIGHT, as_person, worked

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def trial() -> Staged:
    """A licence in earnest: its holder is no demonstration."""
    staged = licensed()
    Organisation.objects.filter(pk=staged.organisation_id).update(is_demo=False)
    models.Trial.objects.filter(pk=staged.id).update(is_demo=False)
    return staged


def near_here():
    return wards_around([SITES["north"]])[0]


def test_what_was_not_announced_does_not_start(trial):
    with refused("not-announced"):
        start_trial(trial.id, by=trial.holder, at=NOW)
    announce_start(trial.id, starts_on=SOON, by=trial.holder, at=NOW)
    with refused("announced-later"):
        start_trial(trial.id, by=trial.holder, at=NOW + timedelta(days=6))
    start_trial(trial.id, by=trial.holder, at=NOW + timedelta(days=7))
    assert kinds(trial) == ["licence-issued", "start-announced", "started"]


@pytest.mark.parametrize(
    "day", [TODAY, SOON - timedelta(days=1), date(2027, 11, 2), date(2026, 11, 1), "not a day", "2026-02-31"]
)
def test_a_day_too_near_or_outside_the_term_is_refused(trial, day):
    with pytest.raises(Refusal) as found:
        announce_start(trial.id, starts_on=day, by=trial.holder, at=NOW)
    assert [fault.where for fault in found.value.faults] == ["starts_on"]
    assert trial.row.starts_on is None


def test_the_last_day_that_was_announced_counts(trial):
    announce_start(trial.id, starts_on=SOON, by=trial.holder, at=NOW)
    announce_start(trial.id, starts_on=SOON + timedelta(days=9), by=trial.holder, at=NOW)
    with refused("announced-later"):
        start_trial(trial.id, by=trial.holder, at=NOW + timedelta(days=8))


def test_only_the_holder_announces_and_only_before_the_start(trial):
    with refused("not-allowed"):
        announce_start(trial.id, starts_on=SOON, by=trial.officer, at=NOW)
    with refused("not-now"):
        announce_start(trial.id, starts_on=SOON, by=trial.holder, at=MIDNIGHT)
    announce_start(trial.id, starts_on=SOON, by=trial.holder, at=NOW)
    start_trial(trial.id, by=trial.holder, at=NOW + timedelta(days=7))
    with refused("not-now"):
        announce_start(trial.id, starts_on=SOON, by=trial.holder, at=NOW)


def test_a_demonstration_meets_no_resident_and_may_start_at_once():
    staged = licensed()
    announce_start(staged.id, starts_on=TODAY, by=staged.holder, at=NOW)
    start_trial(staged.id, by=staged.holder, at=NOW)


def test_the_regime_decides_how_long_before_else_the_hub(trial):
    assert notice_owed(trial.row) == 7
    assert notice_days({"notice": {"days": 30}}, {"trials": {"notice_days": 7}}) == 30
    assert notice_days({}, {}) == 0
    assert promises({}) == Promises()


def test_residents_read_when_it_starts_and_where(trial):
    day = timezone.localdate() + timedelta(days=10)
    announce_start(trial.id, starts_on=day, by=trial.holder, at=timezone.now())
    with translation.override("en"):
        near, entry = reverse("trials:near"), reverse("trials:registered", args=[to_slug(trial.id)])
        feed = reverse("trials:near-atom")
    client = Client()
    assert "starts on" in client.get(near, {"q": "21.005, 105.846"}).content.decode()
    assert "starts on" in client.get(entry).content.decode()
    for asked in ({"q": "21.005, 105.846"}, {"ward": near_here().code}, {}):
        told = client.get(feed, asked)
        assert told["Content-Type"].startswith("application/atom+xml")
        assert f"Starts on {day.day} {day:%B %Y}: Robot giao hàng thử nghiệm, North" in told.content.decode()
    assert "Robot giao hàng" not in client.get(feed, {"q": "21.3, 105.4"}).content.decode()


def test_who_follows_a_ward_is_written_to_once(trial):
    here, far = near_here(), places.wards()[-1]
    lan = person("Lan")
    for ward in (one.code for one in wards_around([SITES["north"]])[:2]):
        watch_ward(ward, by=actor_for(lan.pk), at=NOW)
        watch_ward(ward, by=actor_for(lan.pk), at=NOW)
    elsewhere = person("Xa")
    if far != here:
        watch_ward(far.code, by=actor_for(elsewhere.pk), at=NOW)
    day = timezone.localdate() + timedelta(days=10)
    announce_start(trial.id, starts_on=day, by=trial.holder, at=timezone.now())
    worked(timezone.now())
    assert [letter.to for letter in mail.outbox] == [[lan.email]]
    assert f"{day:%d/%m/%Y}" in mail.outbox[0].body
    assert f"/register/{to_slug(trial.id)}" in mail.outbox[0].body


def test_a_day_that_was_replaced_is_not_written_about(trial):
    watch_ward(near_here().code, by=actor_for(person("Lan").pk), at=NOW)
    first = timezone.localdate() + timedelta(days=10)
    announce_start(trial.id, starts_on=first, by=trial.holder, at=timezone.now())
    announce_start(trial.id, starts_on=first + timedelta(days=3), by=trial.holder, at=timezone.now())
    worked(timezone.now())
    assert len(mail.outbox) == 1


def test_following_a_ward_is_nobodys_business_and_is_forgotten():
    lan = person("Lan")
    ward = places.wards()[0].code
    watch_ward(ward, by=actor_for(lan.pk), at=NOW)
    assert [one.code for one in wards_watched(lan.pk)] == [ward]
    assert export(lan.pk).data["wards_followed"] == [ward]
    with refused("not-found|not-allowed"):
        watch_ward(ward, by=ANONYMOUS, at=NOW)
    with refused("not-found"):
        watch_ward("no-such-ward", by=actor_for(lan.pk), at=NOW)
    unwatch_ward(ward, by=actor_for(lan.pk))
    assert wards_watched(lan.pk) == wards_watched(None) == ()
    watch_ward(ward, by=actor_for(lan.pk), at=NOW)
    [(_, gone)] = erase(lan.pk, NOW).erased
    assert (gone, wards_watched(lan.pk)) == (1, ())


def test_on_the_page_one_follows_and_stops(trial):
    ward, reader = near_here(), as_person(trial.holder)
    with translation.override("en"):
        near, watch = reverse("trials:near"), reverse("trials:watch")
    assert "Write to me about" in reader.get(near, {"ward": ward.code}).content.decode()
    assert reader.post(watch, {"ward": ward.code}).status_code == 302
    told = reader.get(near, {"ward": ward.code}).content.decode()
    assert "Stop letters about" in told
    assert "You follow" in told
    reader.post(watch, {"ward": ward.code, "stop": "1"})
    assert "You follow" not in reader.get(near, {"ward": ward.code}).content.decode()
    assert "/login/" in Client().post(watch, {"ward": ward.code}).url
    assert reader.post(watch, {"ward": "nowhere"}).status_code == 404


def test_the_holder_announces_on_the_page(trial):
    holder = as_person(trial.holder)
    with translation.override("en"):
        here = reverse("trials:act", args=[trial.id, "announce"])
    assert holder.get(here).status_code == 200
    soon = holder.post(here, {"starts_on": timezone.localdate().isoformat()})
    assert soon.status_code == 422
    assert "7 days ahead" in soon.content.decode()
    assert holder.post(here, {"starts_on": ""}).status_code == 422
    day = timezone.localdate() + timedelta(days=8)
    assert holder.post(here, {"starts_on": day.isoformat()}).status_code == 302
    assert trial.row.starts_on == day


def test_what_runs_is_not_announced_anew():
    trial = running()
    with translation.override("en"):
        told = Client().get(reverse("trials:near"), {"q": "21.005, 105.846"}).content.decode()
    assert "starts on" not in told
    assert trial.row.starts_on is None
