"""Whatever the order in which events arrive, and however they are cut into batches, the verdicts are the same."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.actor import SYSTEM
from longbien.people.models import Membership, Organisation
from longbien.people.queries import actor_for
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.resume import resume
from longbien.trials.actions.start_trial import start_trial
from tests.trials.make import MONDAY, NOW, Staged, event, officer, person, places_and_law, plan_data

pytestmark = pytest.mark.django_db

events = st.lists(
    st.fixed_dictionaries(
        {
            "second": st.integers(0, 150),
            "device": st.sampled_from(["r1", "r2", "r3", "r4", "r5"]),
            "lon": st.sampled_from([105.845] * 12 + [105.9]),
            "speed_kmh": st.sampled_from([5.0, 5.0, 30.0]),
            "minor": st.sampled_from([0, 0, 0, 300]),
            "near_miss": st.sampled_from([0] * 8 + [4]),
        }
    ),
    max_size=14,
)


def written(number: int, said: dict) -> dict:
    """An event of the strategy as it would be sent."""
    extra = {"value": {"minor": str(said["minor"]), "currency": "VND"}} if said["minor"] else {}
    if said["near_miss"]:
        extra["measures"] = {"near_miss": said["near_miss"]}
    return event(
        number, at=MONDAY + timedelta(seconds=said["second"]), device=said["device"], lon=said["lon"],
        speed_kmh=said["speed_kmh"], **extra,
    )  # fmt: skip


def fresh(stops: list[str], limit: int = 1) -> Staged:
    """One more running trial in the same world."""
    holder = Organisation.objects.get(name="Nhóm Mẫu")
    lead = actor_for(Membership.objects.get(organisation=holder).person_id)
    rails = [{"measure": "near_miss", "limit_per_site_day": limit}]
    value = {"minor": "700", "currency": "VND"}
    asked = Application(holder.pk, plan_data(stop_on=stops, cap_value=value, guardrails=rails))
    trial_id = issue_licence(asked, by=SYSTEM, at=NOW)
    start_trial(trial_id, by=lead, at=NOW)
    return Staged(trial_id, holder.pk, lead, lead)


def outcome(trial: Staged) -> tuple[set[tuple[str, str]], list[tuple[int, int | None]], str]:
    return trial.broken(), trial.spans(), trial.row.state


@pytest.fixture
def world():
    places_and_law()
    holder = Organisation.objects.create(name="Nhóm Mẫu", kind="team", is_demo=True, created_at=NOW)
    Membership.objects.create(person=person("Trưởng nhóm"), organisation=holder, role=Membership.Role.LEAD)
    return officer()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events,
    st.randoms(),
    st.sampled_from([["area"], ["area", "devices"], ["value"], []]),
    st.integers(1, 6),
    st.integers(0, 1),
)
def test_any_order_any_batches(world, said, dice, stops, size, limit):
    sent = [written(number, one) for number, one in enumerate(said)]
    at_once, piecemeal = fresh(stops, limit), fresh(stops, limit)
    if sent:
        at_once.send(*sent)
    dice.shuffle(sent)
    for start in range(0, len(sent), size):
        piecemeal.send(*sent[start : start + size])
    assert outcome(at_once) == outcome(piecemeal)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events, st.randoms(), st.integers(1, 6), st.integers(20, 120))
def test_any_order_after_a_resumption(world, said, dice, size, resumed):
    """A first stop, a resumption at the same instant for both, then the rest in any order."""
    sent = [written(number, one) for number, one in enumerate(said)]
    trials = fresh(["area"], 0), fresh(["area"], 0)
    for trial in trials:
        trial.send(event(99, at=MONDAY, lon=105.9))
        resume(trial.id, reason="Đã kiểm tra xong.", by=world, at=MONDAY + timedelta(seconds=resumed))
    if sent:
        trials[0].send(*sent)
    dice.shuffle(sent)
    for start in range(0, len(sent), size):
        trials[1].send(*sent[start : start + size])
    assert outcome(trials[0]) == outcome(trials[1])
