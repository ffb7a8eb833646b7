"""Hours of a machine: offered once, booked once, by however many at the same time."""

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger import models, queries
from longbien.ledger.actions.book_hours import Stay, book_hours, offer_hours
from longbien.ledger.rules.hours import HOUR, hours
from tests.ledger.make import DONE, undo
from tests.ledger.test_ledger import verify

pytestmark = pytest.mark.django_db
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def stay(first=0, last=8, machine="laser"):
    return Stay(machine, EIGHT + first * HOUR, EIGHT + last * HOUR)


def book(first, last, holder=None, **change):
    who = holder or Subject("people.organisation", new_id())
    return book_hours(stay(first, last), holder=who, key=new_id(), **DONE | change)


def test_an_hour_is_booked_once():
    offer_hours(stay(), **DONE)
    offer_hours(stay(4, 10), **DONE)
    team = Subject("people.organisation", new_id())
    mine = book(0, 3, team)
    with pytest.raises(Refusal, match="not-free") as refused:
        book(2, 5)
    assert refused.value.status == 409
    book(3, 5)
    [held] = queries.accounts_of(team)
    assert (held.unit, held.balance) == ("HOUR:laser", 3)
    undo(mine.id)
    book(2, 3)
    assert queries.account("HOUR:laser", "offered").balance == 10
    assert verify().startswith("14 entries")


def test_what_can_not_be_booked_is_said():
    offer_hours(stay(), **DONE)
    with pytest.raises(Refusal, match="not-offered"):
        book(6, 9)
    for first, last in ((3, 3), (3, 2), (0.5, 2)):
        with pytest.raises(Refusal, match="hours"):
            book(first, last)


@pytest.mark.slow
def test_eight_book_three_hundred_times_at_once(fresh_database):
    offer_hours(stay(0, 24 * 40), **DONE)
    booked, refused, lock = [], set(), threading.Lock()

    def work(n):
        chance, team = random.Random(n), Subject("people.organisation", new_id())
        try:
            for _ in range(300):
                first = chance.randrange(24 * 40 - 4)
                last = first + chance.randint(1, 4)
                try:
                    done = book(first, last, team)
                except Refusal as refusal:
                    refused.add(refusal.code)
                else:
                    with lock:
                        booked.append((done.id, first, last))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == {"not-free"}
    taken = [hour for _, first, last in booked for hour in hours(*(stay(first, last).start, stay(first, last).end))]
    assert len(taken) == len(set(taken))
    assert len(booked) > 300
    assert models.Entry.objects.filter(kind="ledger.hours-booked").count() == len(booked)
    assert timedelta(hours=len(taken)) <= timedelta(days=40)
    assert verify().endswith("all is as it was posted")
