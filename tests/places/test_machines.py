"""Machines of laboratories: loaded from the hub's folder, booked, never twice at a time."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.places.actions.book_machine import Asked, book_machine, cancel_booking
from longbien.places.actions.load_laboratory import Equipped, load_laboratory
from longbien.places.effects import book_machine as book_by_case
from longbien.places.effects import bookable_machines
from longbien.places.models import Booking, Laboratory
from longbien.places.queries import laboratories, laboratory
from longbien.places.registry import Booked
from longbien.places.rules.sessions import Wish, days_of
from longbien.procedures.registry import EffectCall
from longbien.record.actions.act import act
from longbien.record.queries import entries
from longbien.site.folder import BrokenHub, read_folder
from tests.people.make import actor, organisation
from tests.site.make import copy_of, write

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = {"vi": "Phòng", "en": "Laboratory"}


def load(**machines: str) -> Laboratory:
    told = Equipped(SAID, None, ["hub-rule"], is_publicly_funded=True, is_demo=False)
    named = {code: {"vi": name, "en": name} for code, name in machines.items()}
    load_laboratory(code="lab", told=told, machines=named, at=AT)
    return Laboratory.objects.get()


def test_sessions_fall_on_the_first_working_days() -> None:
    wish = Wish(date(2026, 11, 27), date(2026, 12, 2), time(8), 3, sessions=2)
    assert days_of(wish, lambda day: day.weekday() < 5) == (date(2026, 11, 27), date(2026, 11, 30))
    assert days_of(wish, lambda day: False) == ()


def test_a_booking_knows_its_minutes() -> None:
    assert Booked(new_id(), "lathe", new_id(), AT, AT + timedelta(hours=2)).minutes == 120


@pytest.mark.django_db
def test_a_laboratory_is_loaded_once_and_keeps_its_machines() -> None:
    found = load(lathe="Lathe")
    load(lathe="Lathe")
    load(lathe="New lathe", laser="Laser")
    load()
    card = laboratory(found.pk)
    assert card is not None
    assert [(one.code, one.name["en"]) for one in card.machines] == [("laser", "Laser"), ("lathe", "New lathe")]
    assert laboratories() == (card,)
    assert len(entries(Subject("places.laboratory", found.pk))) == 2
    assert [choice.value for choice in bookable_machines()] == ["laser", "lathe"]


@pytest.mark.django_db
def test_no_machine_is_booked_twice_at_a_time() -> None:
    load(lathe="Lathe")
    mine, officer = organisation().pk, actor("programme-officer")
    asked = Asked("lathe", mine, AT, AT + timedelta(hours=2), case_id=new_id())
    booked = book_machine(asked, by=officer, at=AT)
    assert book_machine(asked, by=officer, at=AT) == booked
    made = Booking.objects.get()
    for begins, ends in ((1, 3), (-1, 1), (0, 2), (-1, 3)):
        other = Asked("lathe", mine, AT + timedelta(hours=begins), AT + timedelta(hours=ends))
        with pytest.raises(Refusal, match="booked-already"):
            book_machine(other, by=officer, at=AT)
        row = Booking(machine=made.machine, organisation_id=mine, booked_at=AT, entry_id=new_id())
        row.starts_at, row.ends_at = other.starts_at, other.ends_at
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
    book_machine(Asked("lathe", mine, AT + timedelta(hours=2), AT + timedelta(hours=3)), by=officer, at=AT)
    cancel_booking(booked, by=officer, at=AT)
    book_machine(Asked("lathe", mine, AT, AT + timedelta(hours=1)), by=officer, at=AT)
    with pytest.raises(Refusal, match="not-found"):
        book_machine(Asked("saw", mine, AT, AT + timedelta(hours=1)), by=officer, at=AT)
    with pytest.raises(Refusal, match="bad-times"):
        book_machine(Asked("lathe", mine, AT, AT), by=officer, at=AT)
    with pytest.raises(Refusal, match="not-found"):
        cancel_booking(new_id(), by=officer, at=AT)


@pytest.mark.django_db
def test_an_approved_case_books_its_machine() -> None:
    load(lathe="Lathe")
    told = {"machine": "lathe", "from": "2026-11-27", "until": "2026-11-30", "start": "08:00", "hours_each": 3,
            "sessions": 2}  # fmt: skip

    @act
    def approve(**more: object) -> None:
        book_by_case(EffectCall(
            "places.book_machine", (), case_id, "1", "p", 3, owner, None, {"booking": {**told, **more}}, officer, AT
        ))  # fmt: skip

    case_id, owner, officer = new_id(), organisation().pk, actor("programme-officer")
    approve(machine="")
    assert Booking.objects.count() == 0
    with pytest.raises(Refusal, match="too-few-days"):
        approve(sessions=3)
    approve()
    found = Booking.objects.order_by("seq").values_list("starts_at", "ends_at")
    assert [(begins.isoformat(), (ends - begins).seconds) for begins, ends in found] == [
        ("2026-11-27T01:00:00+00:00", 10_800), ("2026-11-30T01:00:00+00:00", 10_800),
    ]  # fmt: skip


def test_faults_of_a_laboratory_are_named(tmp_path: Path) -> None:
    folder = copy_of("minimal", tmp_path)
    text = (folder / "places/workshop.yaml").read_text()
    write(folder, "places/twice.yaml", text)
    write(folder, "places/zz.yaml", "laboratory: x\n")
    with pytest.raises(BrokenHub) as broken:
        read_folder(folder)
    lines = str(broken.value)
    assert lines.count("already used in") == 2
    assert "key “name” is missing" in lines
