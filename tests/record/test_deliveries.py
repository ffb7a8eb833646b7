"""Deliveries and timers: made at least once, timers exactly once, whatever dies in between."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from longbien.kernel.actor import SYSTEM
from longbien.record import models, queries, registry
from longbien.record.actions import deliver as room
from longbien.record.actions.act import act
from longbien.record.actions.deliver import BACK_OFF, LEASE, deliver
from longbien.record.actions.emit import emit
from longbien.record.actions.erase import erase_openings
from longbien.record.actions.schedule import cancel, schedule
from longbien.record.events import DeliveriesRetried
from tests.record.make import LAN, NOW, Mailed, Noted, note, trial

pytestmark = pytest.mark.django_db

seen = []
fails = []


@registry.on(Mailed, slow=True)
def send(happened):
    if fails:
        raise fails.pop()
    seen.append(happened)


@registry.timer
def ring(happened):
    """Writes to the record itself, so that a half-done timer would show."""
    seen.append(happened)
    _rung(happened)
    if fails:
        raise fails.pop()


@act
def _rung(happened):
    emit(Noted(1_000, reason=None), subject=happened.subject, by=SYSTEM, at=happened.now)


@pytest.fixture(autouse=True)
def fresh_start():
    seen.clear()
    fails.clear()


class Clock:
    """Stands still until told otherwise."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def go(self, **passed):
        self.now += timedelta(**passed)


@pytest.fixture
def clock():
    return Clock()


@act
def mail(count=1, *, subject=None):
    return emit(Mailed(count), subject=subject or trial(), by=LAN, at=NOW)


def rung(case):
    return [entry for entry in queries.entries(case) if entry.open.get("count") == 1_000]


def test_a_slow_reaction_waits_for_the_worker(clock):
    case = trial()
    entry_id = mail(7, subject=case)
    assert seen == []
    assert deliver(clock=clock) == 1
    [happened] = seen
    assert (happened.id, happened.what, happened.subject) == (entry_id, Mailed(7), case)
    assert (happened.by.id, happened.at, happened.now) == (LAN.id, NOW, NOW)
    assert deliver(clock=clock) == 0
    row = models.Delivery.objects.get()
    assert (row.done_at, row.tries, row.leased_until, row.error) == (NOW, 1, None, "")


def test_an_action_that_fails_owes_nothing(clock):
    @act
    def fail():
        mail()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert deliver(clock=clock) == 0


def test_three_tries_with_growing_pauses_then_stuck(clock):
    mail()
    fails.extend([OSError("somebody's address")] * 3)
    for pause in BACK_OFF:
        assert deliver(clock=clock) == 1
        clock.go(seconds=pause.total_seconds() - 1)
        assert deliver(clock=clock) == 0
        clock.go(seconds=1)
    assert deliver(clock=clock) == 1
    row = models.Delivery.objects.get()
    assert (row.stuck, row.tries, row.error, row.done_at) == (True, 3, "OSError", None)
    clock.go(days=9)
    assert deliver(clock=clock) == 0
    assert seen == []


def test_what_is_stuck_can_be_taken_up_again(clock):
    one, two = mail(1), mail(2)
    for _ in range(3):
        fails.extend([OSError()] * 2)
        deliver(clock=clock)
        clock.go(hours=1)
    numbers = {stuck.entry_id: stuck.number for stuck in queries.stuck_deliveries()}
    listed = command("stuck").splitlines()
    assert [line.split("\t")[2:4] for line in listed] == [["OSError", str(one)], ["OSError", str(two)]]
    assert all("The other server did not answer" in line for line in listed)
    with pytest.raises(CommandError, match="Say why"):
        command("retry", "all", "--reason", " ")
    assert command("retry", str(numbers[two]), "--reason", "mended") == "1 taken up again\n"
    clock.now = timezone.now()
    deliver(clock=clock)
    assert [happened.what.count for happened in seen] == [2]
    with pytest.raises(CommandError, match="no stuck delivery has the number"):
        command("retry", str(numbers[two]), "--reason", "mended")
    assert command("retry", "all", "--reason", "mended") == "1 taken up again\n"
    assert command("retry", "all", "--reason", "mended") == "0 taken up again\n"
    assert command("stuck") == ""
    told = list(queries.entries_of_type(DeliveriesRetried.key()))
    assert [(entry.subject.type, entry.open["count"]) for entry in told] == [("record.event", 1), ("site.hub", 1)]
    assert queries.opening(told[0].id, "reason").value == "mended"


def test_what_is_still_to_be_done(clock):
    mail(1)
    mail(2)
    fails.append(OSError())
    clock.go(seconds=1)
    [before] = queries.owed(clock())
    assert (before.waiting, before.overdue, before.stuck, before.next_at) == (2, 2, 0, NOW)
    deliver(clock=clock)
    [after] = queries.owed(clock())
    assert (after.waiting, after.overdue, after.next_at) == (1, 0, clock() + BACK_OFF[0])
    assert "\t1 waiting\t1 overdue\t0 stuck\tnext 2026-03-02T02:00:31+00:00" in command("waiting")


def command(*given):
    out = StringIO()
    call_command("deliveries", *given, stdout=out)
    return out.getvalue()


def test_one_failure_does_not_hold_up_the_others(clock):
    mail(1)
    mail(2)
    fails.append(OSError())
    assert deliver(clock=clock) == 2
    assert [happened.what.count for happened in seen] == [2]
    clock.go(minutes=1)
    deliver(clock=clock)
    assert [happened.what.count for happened in seen] == [2, 1]


def test_a_reaction_that_is_gone_gets_stuck_and_shows(clock):
    entry_id = mail()
    models.Delivery.objects.filter(event=entry_id).update(reaction="longbien.gone.react")
    for _ in range(3):
        deliver(clock=clock)
        clock.go(hours=1)
    row = models.Delivery.objects.get()
    assert (row.stuck, row.error) == (True, "KeyError")


def test_a_lost_lease_is_taken_up_again(clock):
    mail()
    [lost] = room._lease(at=clock(), limit=5)  # a worker that is killed right here
    assert deliver(clock=clock) == 0
    clock.go(seconds=LEASE.total_seconds() + 1)
    assert deliver(clock=clock) == 1
    assert len(seen) == 1
    assert models.Delivery.objects.get().tries == 2
    room._make(lost, clock)  # it was only slow: its mark no longer counts
    assert models.Delivery.objects.get().tries == 2


def test_lost_three_times_is_stuck(clock):
    mail()
    for _ in range(3):
        assert len(room._lease(at=clock(), limit=5)) == 1
        clock.go(seconds=LEASE.total_seconds() + 1)
    assert deliver(clock=clock) == 0
    row = models.Delivery.objects.get()
    assert (row.stuck, row.error) == (True, "its worker was lost each time")


def test_an_erased_field_reaches_the_reaction_as_none(clock):
    case = trial()
    entry_id = note(1, subject=case, reason="riêng")
    schedule(ring, event_id=entry_id, due_at=NOW)
    schedule(ring, event_id=entry_id, due_at=NOW, key="again")
    deliver(clock=clock, limit=1)
    erase_openings([entry_id], subject=case, by=LAN, at=NOW)
    deliver(clock=clock)
    assert [happened.what.reason for happened in seen] == ["riêng", None]
    assert [happened.key for happened in seen] == ["", "again"]


def test_a_timer_rings_once_at_its_time(clock):
    case = trial()
    entry_id = note(1, subject=case)
    schedule(ring, event_id=entry_id, due_at=NOW + timedelta(days=3))
    clock.go(days=2)
    assert deliver(clock=clock) == 0
    clock.go(days=1)
    assert deliver(clock=clock) == 1
    assert deliver(clock=clock) == 0
    assert len(rung(case)) == 1
    assert seen[0].now == clock.now


def test_a_timer_that_fails_leaves_nothing_and_rings_again(clock):
    case = trial()
    schedule(ring, event_id=note(1, subject=case), due_at=NOW)
    fails.append(ValueError("half way"))
    deliver(clock=clock)
    assert rung(case) == []
    clock.go(minutes=1)
    deliver(clock=clock)
    assert len(rung(case)) == 1


def test_timers_move_and_are_cancelled(clock):
    case = trial()
    entry_id = note(1, subject=case)
    schedule(ring, event_id=entry_id, due_at=NOW)
    schedule(ring, event_id=entry_id, due_at=NOW + timedelta(days=1))
    assert deliver(clock=clock) == 0
    assert cancel(ring, event_id=entry_id, at=NOW)
    assert not cancel(ring, event_id=entry_id, at=NOW)
    clock.go(days=2)
    assert deliver(clock=clock) == 0
    schedule(ring, event_id=entry_id, due_at=NOW)
    assert deliver(clock=clock) == 1
    with pytest.raises(LookupError, match="is no @timer"):
        schedule(send, event_id=entry_id, due_at=NOW)


def test_a_timer_cancelled_after_its_lease_stays_silent(clock):
    case = trial()
    entry_id = note(1, subject=case)
    schedule(ring, event_id=entry_id, due_at=NOW)
    [leased] = room._lease(at=clock(), limit=1)
    cancel(ring, event_id=entry_id, at=NOW)
    room._make(leased, clock)
    assert seen == []


def test_several_workers_share_the_work(fresh_database):
    for n in range(60):
        mail(n)

    def work():
        try:
            while deliver(clock=lambda: NOW, limit=3):
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(happened.what.count for happened in seen) == list(range(60))
    assert models.Delivery.objects.filter(done_at=None).count() == 0


KILLED = """
import django; django.setup()
from tests.record import test_deliveries as tests
from longbien.record.actions.deliver import deliver
import time

def stop_half_way(happened):
    tests._rung(happened)
    print("ringing", flush=True)
    time.sleep(60)

tests.registry._named["NAME"] = stop_half_way
tests.registry._timers.add("NAME")
deliver(clock=lambda: tests.NOW)
"""


def test_killed_in_the_middle_of_a_timer(fresh_database, clock):
    case = trial()
    schedule(ring, event_id=note(1, subject=case), due_at=NOW)
    connection.close()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED.replace("NAME", registry.name_of(ring))],
        env=fresh_database.env | {"PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"ringing\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert rung(case) == []
    clock.go(seconds=LEASE.total_seconds() + 1)
    _until(lambda: deliver(clock=clock))
    assert len(rung(case)) == 1
    assert models.Delivery.objects.get().tries == 2


def _until(work, seconds=10):
    end = time.monotonic() + seconds
    while not work():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)
