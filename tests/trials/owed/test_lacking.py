"""Consent on file as a limit: breaches at ingest, of stored events too, stored, recorded and computed again."""

from datetime import timedelta

import numpy as np
import pytest
from django.core.management import call_command

from longbien.kernel.refusal import Refusal
from longbien.record.keys import make_key, verifier
from longbien.trials import models
from longbien.trials.actions.consent.note_consents import note_consents
from longbien.trials.actions.consent.publish_text import publish_text
from longbien.trials.queries.again.course import course_of
from longbien.trials.rules.consent.codes import Row
from longbien.trials.rules.consent.lacking import Heard, broken, codes_in, lacking
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.policy import read_policy
from longbien.trials.rules.telemetry import instant_us
from tests.trials.evidence import FROZEN, built, forged, trusted
from tests.trials.make import MONDAY, NOW, Staged, before, event, plan_data, policy, running
from tests.trials.owed.test_consent import WORDS
from tests.trials.owed.test_consent_rules import A, B
from tests.trials.specs import cases
from tests.trials.sta.make import Service, observation, stream, thing
from tests.trials.test_actions import refused

MINUTE_US = 60_000_000
TODAY = NOW.replace(hour=3)
ASKS = {"needs_consent": True, "stop_on": ["consent"]}


@pytest.mark.parametrize("case", cases("consent"))
def test_consent(case):
    heard = [Heard(A, verb, at * MINUTE_US, told * MINUTE_US) for verb, at, told in case["steps"]]
    by = lacking(heard, required=case["required"])
    assert [at for at in case["open"] if by.breaks([A], at * MINUTE_US)] == []
    assert [at for at in case["shut"] if not by.breaks([A], at * MINUTE_US)] == []


def test_an_event_names_one_code_or_many_and_what_is_none_is_nobodys():
    assert codes_in('{"participant":" 7k2m-9qxf-t3hb "}') == (A.replace(A, "7K2M-9QXF-T3HB"),)
    assert codes_in('{"participant":["a",7]}') == ("A", "")
    assert codes_in('{"participant":null}') == codes_in('{"sta":{"participant":"a"}}') == codes_in("") == ()
    by = lacking([Heard(A, "give", 0, 0)], required=True)
    assert broken({0: (A,), 2: (A, B)}, np.array([5, 5, 5]), by).tolist() == [False, False, True]


def test_a_plan_that_asks_for_consent_is_of_format_3():
    asked = before(policy(**ASKS))
    assert (asked.to_data()["format"], read_policy(asked.to_data())) == (3, asked)
    assert policy(needs_consent=False) == policy()
    assert "consent" not in asked.plan.idle_stops
    with pytest.raises(Refusal) as found:
        read_plan(plan_data(needs_consent="yes"))
    assert [fault.where for fault in found.value.faults] == ["/needs_consent"]


def publish(trial: Staged) -> Staged:
    publish_text(trial.id, purpose="Đo khoảng cách an toàn", words=WORDS, by=trial.holder, at=MONDAY)
    return trial


def note(trial: Staged, verb: str, *codes: str, at=NOW, told=NOW) -> None:
    note_consents(trial.id, verb, [Row(code, at) for code in codes], by=trial.holder, at=told)


def story(trial: Staged, order: str) -> Staged:
    """A consents at 02:00 and withdraws at 04:00, which the hub hears at 05:00; events come before or after it does."""
    minutes = (10, 70, 130, 170)
    ride = [event(n, at=NOW + timedelta(minutes=at), participant=A) for n, at in enumerate(minutes)]
    note(trial, "give", A)
    told = {
        "w": lambda: note(trial, "withdraw", A, at=NOW + timedelta(hours=2), told=NOW + timedelta(hours=3)),
        **{str(n): lambda one=one: trial.send(one, at=NOW + timedelta(hours=6)) for n, one in enumerate(ride)},
    }
    for step in order:
        told[step]()
    return trial


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["w0123", "3w210", "0123w", "2w013"])
def test_in_any_order_of_arrival_the_same_events_break_it_and_the_trial_stops_from_the_first(order):
    trial = story(publish(running(**ASKS)), order)
    since = instant_us(NOW + timedelta(minutes=130))
    assert trial.broken() == {("e2", "consent"), ("e3", "consent"), ("e3", "suspended")}
    assert trial.spans() == [(since, None)]
    assert trial.row.state == "suspended"


@pytest.mark.django_db
def test_where_the_plan_asks_a_code_that_nobody_consented_under_is_a_breach_and_an_event_that_names_none_is_not():
    trial = publish(running(needs_consent=True))
    note(trial, "give", A, at=MONDAY)
    trial.send(event(1, participant=A), event(2, at=TODAY, participant=A), event(3, at=TODAY, participant=[A, B]))
    trial.send(event(4, at=TODAY), event(5, at=TODAY, participant=7), at=TODAY)
    assert trial.broken() == {("e1", "consent"), ("e3", "consent"), ("e5", "consent")}
    assert trial.row.state == "running"


@pytest.mark.django_db
def test_a_withdrawal_told_late_is_a_batch_that_the_dossier_bears_out_and_a_second_run_finds_again(capsys):
    make_key()
    trial = story(publish(running(**ASKS)), "0123w")
    look = models.Batch.objects.get(size=0)
    assert (look.answer["later"], look.answer["received"]) == ({"consent": 2, "suspended": 1}, 0)
    assert look.feed.received_at == NOW + timedelta(hours=6)
    assert [one for one in verify(built(trial), verifier()) if not one.passed] == []
    call_command("monitor", "recompute", trial.row.number)
    assert "All came out again: 5 batches, 3 breaches, 1 suspensions" in capsys.readouterr().out


@pytest.mark.django_db
def test_steps_that_are_not_those_of_the_record_are_not_computed_again():
    trial = story(publish(running()), "")
    step = models.ConsentStep.objects.get()
    models.ConsentStep.objects.create(
        trial_id=trial.id, code=B, verb="give", text=step.text, at=NOW, recorded_at=NOW, by_participant=False,
        entry=step.entry,
    )  # fmt: skip
    with refused("not-as-recorded"):
        course_of(trial.id)


def test_a_dossier_lists_no_breach_of_consent_where_nobody_withdrew():
    file = FROZEN.read_bytes()
    verifier = trusted(file)

    def invent(parts):
        parts["breaches"][0]["rule"] = "consent"

    told = [say for one in verify(forged(file, invent), verifier) for say in one.wrong]
    assert any("nobody had withdrawn" in say["en"] for say in told)


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["result", "parameters"])
def test_sensors_name_participants_as_lines_do(told):
    trial = publish(running(**ASKS))
    key = "participant" if told == "result" else "near_miss"
    service = Service(trial)
    service.post("Things", thing("cam-1", Datastreams=[stream(key)]))
    said = {"result": B} if told == "result" else {"result": 0, "parameters": {"participant": B}}
    answer = service.post("Observations", observation(at=MONDAY, **said))
    assert answer.status_code in (201, 409)
    assert {rule for _, rule in trial.broken()} == {"consent"}
    assert trial.row.state == "suspended"
