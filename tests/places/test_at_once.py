"""However many book a machine at the same time, each of its hours goes to one of them."""

import random
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.places.actions.book_machine import Asked, book_machine
from longbien.places.actions.load_laboratory import Equipped, load_laboratory
from longbien.places.events import MachineBooked
from longbien.places.models import Booking
from longbien.record.queries import entries_of_type
from tests.people.make import actor, organisation

AT, HOUR = datetime(2026, 11, 23, 2, 0, tzinfo=UTC), timedelta(hours=1)
SPAN = 24 * 40
NAME = {"vi": "Máy", "en": "Machine"}


@pytest.mark.slow
@pytest.mark.django_db
def test_eight_book_three_hundred_times_at_once(fresh_database) -> None:
    told = Equipped(NAME, None, ["hub-rule"], is_publicly_funded=True, is_demo=False)
    load_laboratory(code="lab", told=told, machines={"lathe": NAME}, at=AT)
    officer, teams = actor("programme-officer"), [organisation(f"Team {n}").pk for n in range(8)]
    outcomes: list[str] = []

    def work(n: int) -> None:
        chance = random.Random(n)
        try:
            for _ in range(300):
                first = AT + chance.randrange(SPAN) * HOUR
                asked = Asked("lathe", teams[n], first, first + chance.randint(1, 4) * HOUR)
                outcomes.append(outcome(asked, officer))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 8 * 300
    assert set(outcomes) == {"booked", "booked-already"}
    taken = list(Booking.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert len(taken) == outcomes.count("booked") == len(list(entries_of_type(MachineBooked.key()))) > 300
    assert [one for one, other in pairwise(taken) if one[1] > other[0]] == []


def outcome(asked: Asked, by: Actor) -> str:
    try:
        book_machine(asked, by=by, at=AT)
    except Refusal as refusal:
        return refusal.code
    return "booked"
