"""Insurance and compensation of a trial: recorded by its holder, seen by officers, summed in the register."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.record.models import Event
from longbien.record.queries import entry
from longbien.trials import models, queries
from longbien.trials.actions.cover.record_claim import Claimed, move_claim, record_claim
from longbien.trials.actions.cover.record_insurance import record_insurance
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.queries.cover.claims import claim, claim_sums
from longbien.trials.queries.cover.insurance import gaps, insurances
from longbien.trials.queries.public.register import find_registered, register_mark
from longbien.trials.queries.public.register_data import full_data
from longbien.trials.rules.cover.claims import Step
from tests.trials.make import NOW, Staged, licensed, running
from tests.trials.owed.test_cover_rules import ONE
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person

pytestmark = pytest.mark.django_db
TERM_END = date(2027, 11, 2)
TOLD = "Xe máy bị xước do robot quệt vào."
MADE = Claimed(TOLD, 2_000_000, date(2026, 11, 20))


@pytest.fixture
def trial() -> Staged:
    return running()


def insured(trial: Staged, *, replaces=None, **but):
    return record_insurance(trial.id, replace(ONE, **but), by=trial.holder, at=NOW, replaces=replaces)


def claimed(trial: Staged) -> int:
    return record_claim(trial.id, MADE, by=trial.holder, at=NOW)


def moved(trial: Staged, step: Step, number: int = 1) -> str:
    return move_claim(trial.id, number, step, by=trial.holder, at=NOW)


def test_insurance_goes_on_the_record_and_is_never_changed(trial):
    number = insured(trial)
    stands = entry(Event.objects.get(type="trials.insurance-recorded/1").pk)
    assert (stands.open["insurance"], stands.open["end"]) == (str(number), "2027-11-01")
    assert ONE.number not in stands.leaf
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE trials_insurance SET amount_minor = 1")
    with refused("not-allowed"):
        record_insurance(trial.id, ONE, by=trial.officer, at=NOW)
    for wrong in (replace(ONE, amount=Money(1, "USD")), replace(ONE, number="")):
        with refused("insurance-incomplete"):
            record_insurance(trial.id, wrong, by=trial.holder, at=NOW)


def test_the_days_of_the_term_that_are_left_uncovered_are_named(trial):
    assert gaps(trial.id, NOW.date()) == ()
    first = insured(trial)
    assert gaps(trial.id, NOW.date()) == (Period(date(2027, 11, 1), TERM_END),)
    insured(trial, number="BH-2", start=date(2027, 11, 1), end=date(2028, 1, 1))
    assert gaps(trial.id, NOW.date()) == ()
    insured(trial, replaces=first, end=date(2026, 12, 1))
    assert gaps(trial.id, NOW.date()) == (Period(date(2026, 12, 1), date(2027, 11, 1)),)
    assert [one.replaced for one in insurances(trial.id)] == [False, True, False]
    for again in (first, new_id()):
        with refused("insurance-incomplete"):
            insured(trial, replaces=again)
    assert gaps(trial.id, TERM_END) == ()
    close_trial(trial.id, by=trial.holder, at=NOW)
    assert gaps(trial.id, NOW.date()) == ()


def test_before_the_term_only_its_own_days_count():
    trial = licensed(start="2026-12-10")
    insured(trial, start=date(2026, 12, 10), end=date(2027, 12, 10))
    assert gaps(trial.id, NOW.date()) == ()


def test_a_claim_is_followed_to_its_end_without_a_name(trial):
    assert claimed(trial) == 1
    assert moved(trial, Step("refuse", reason="Chưa rõ có phải do robot không.")) == "refused"
    assert moved(trial, Step("agree", 1_500_000)) == "agreed"
    assert moved(trial, Step("pay", paid_on=NOW.date())) == "paid"
    found = claim(trial.id, 1)
    assert (found.agreed, found.paid_on, found.state) == (Money(1_500_000, "VND"), NOW.date(), "paid")
    assert [step.verb for step in found.steps] == ["refuse", "agree", "pay"]
    assert kinds(trial)[-4:] == ["claim-made", "claim-moved", "claim-moved", "claim-moved"]
    leaves = [entry(one.pk).leaf for one in Event.objects.filter(type__startswith="trials.claim")]
    assert all(TOLD not in leaf and "Chưa rõ" not in leaf for leaf in leaves)
    with refused("not-now"):
        moved(trial, Step("agree", 1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trials_claimstep")


def test_who_may_and_what_is_missing(trial):
    claimed(trial)
    for number, by, code in ((9, trial.holder, "not-found"), (1, trial.officer, "not-allowed")):
        with refused(code):
            move_claim(trial.id, number, Step("agree", 1), by=by, at=NOW)
    with refused("step-incomplete"):
        moved(trial, Step("agree"))
    with pytest.raises(Refusal) as found:
        record_claim(trial.id, Claimed("x", 0, NOW.date() + timedelta(days=1)), by=trial.holder, at=NOW)
    assert [fault.where for fault in found.value.faults] == ["told", "claimed", "made_on"]
    assert claim_sums(trial.id).claims == 1


def test_the_register_shows_sums_alone(trial):
    before = register_mark(NOW.date())
    claimed(trial)
    claimed(trial)
    moved(trial, Step("agree", 1_500_000))
    assert register_mark(NOW.date()) != before
    found = find_registered(queries.card(trial.id).slug, NOW.date())
    assert full_data(found)["compensation"] == {
        "claims": 2, "open": 2, "claimed": {"minor": "4000000", "currency": "VND"},
        "agreed": {"minor": "1500000", "currency": "VND"}, "paid": {"minor": "0", "currency": "VND"},
    }  # fmt: skip
    with translation.override("en"):
        page = Client().get(reverse("trials:registered", args=[found.card.slug])).content.decode()
    assert "2 made, 2 open" in page
    assert TOLD not in page


def test_the_pages_warn_record_and_keep_what_was_typed(trial):
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    today = timezone.localdate().isoformat()
    with translation.override("en"):
        here = reverse("trials:cover", args=[trial.id])
        policy = {
            "form": "insurance", "number": "BH-1", "insurer": "Bảo hiểm Mẫu", "covers": "Người thứ ba",
            "amount": "1000000000", "start": "2026-11-02", "last_day": "2027-10-31",
        }  # fmt: skip
        short = holder.post(here, {**policy, "last_day": "2026-11-01"})
        assert short.status_code == 422
        assert "Người thứ ba" in short.content.decode()
        assert holder.post(here, policy).status_code == 302
        for page in (here, reverse("trials:page", args=[trial.id])):
            assert "Part of the term is not insured." in officer.get(page).content.decode()
        one = models.Insurance.objects.get()
        mended = {**policy, "last_day": "2027-11-01", "replaces": str(one.pk)}
        assert holder.post(here, mended).status_code == 302
        assert "Part of the term" not in officer.get(here).content.decode()
        said = {"form": "claim", "told": TOLD, "claimed": "2000000", "made_on": today}
        assert holder.post(here, {**said, "told": "x"}).status_code == 422
        assert holder.post(here, said).status_code == 302
        assert holder.post(here, {}).status_code == 422
        assert officer.post(here, said).status_code == 403
        claim_page = reverse("trials:claim", args=[trial.id, 1])
        assert holder.post(claim_page, {"verb": "agree", "amount": "x"}).status_code == 422
        assert holder.post(claim_page, {"verb": "agree", "amount": "1500000"}).status_code == 302
        assert holder.post(claim_page, {"verb": "pay", "paid_on": "2020-01-01"}).status_code == 422
        assert holder.post(claim_page, {"verb": "pay", "paid_on": today}).status_code == 302
        assert holder.post(claim_page, {"verb": "steal"}).status_code == 404
        assert TOLD in officer.get(claim_page).content.decode()
        assert holder.get(reverse("trials:claim", args=[trial.id, 7])).status_code == 404
        assert Client().get(here).status_code == 404
