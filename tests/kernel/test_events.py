"""Events: written down as plain data, read back the same."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Optional
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.event import Event, event_class, rebuild, sealed, words_of
from longbien.kernel.money import Money
from longbien.kernel.plain import LARGEST, decode, encode, utc_micros
from longbien.kernel.text import Text


class Colour(Enum):
    RED = "red"


class Grade(str, Enum):  # noqa: UP042
    GOOD = "good"


@dataclass(frozen=True)
class Everything(Event, type="test.everything", words=Text.of(en="All of it")):
    flag: bool
    count: int
    name: str
    id: UUID
    day: date
    at: datetime
    fee: Money
    colour: Colour
    grade: Grade
    keys: tuple[UUID, ...]
    pair: tuple[UUID, str]
    days: list[date]
    named: dict[str, UUID]
    reason: str | None = sealed()
    old: Optional[date] = sealed()  # noqa: UP045


FROM, TO = datetime(1900, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
INSTANTS = st.datetimes(FROM, TO, timezones=st.timezones())
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
EVENTS = st.builds(
    Everything,
    flag=st.booleans(),
    count=st.integers(-LARGEST, LARGEST),
    name=WORDS,
    id=st.uuids(),
    day=st.dates(),
    at=INSTANTS.map(lambda instant: instant.astimezone(UTC)),
    fee=st.builds(Money, st.integers(-(10**30), 10**30), st.sampled_from(["VND", "USD"])),
    colour=st.sampled_from(Colour),
    grade=st.sampled_from(Grade),
    keys=st.lists(st.uuids()).map(tuple),
    pair=st.tuples(st.uuids(), WORDS),
    days=st.lists(st.dates()),
    named=st.dictionaries(WORDS, st.uuids()),
    reason=st.none() | WORDS,
    old=st.none() | st.dates(),
)


@given(EVENTS)
def test_what_is_written_reads_back(event):
    open_, hidden = event.open_fields(), event.sealed_fields()
    assert hidden.keys() == {"reason", "old"}
    assert not open_.keys() & hidden.keys()
    assert rebuild("test.everything/1", open_ | hidden) == event


def test_an_erased_field_comes_back_as_none():
    fields = {"flag": True, "reason": None}
    back = rebuild("test.everything/1", fields)
    assert (back.flag, back.reason, back.old, back.keys) == (True, None, None, None)


def test_classes_and_words_are_found_by_their_key():
    assert event_class("test.everything/1") is Everything
    assert words_of("test.everything/1")["en"] == "All of it"
    assert words_of("test.unheard/1") is None
    with pytest.raises(KeyError):
        event_class("test.unheard/1")


def test_a_new_meaning_is_a_new_version():
    @dataclass(frozen=True)
    class Again(Event, type="test.everything", version=2):
        pass

    assert Again.key() == "test.everything/2"
    assert Again().open_fields() == {}
    with pytest.raises(TypeError, match="two events are called"):

        class Twice(Event, type="test.everything", version=2):
            pass


@pytest.mark.parametrize("name", ["type", "version", "key", "open_fields"])
def test_names_that_every_event_has(name):
    with pytest.raises(TypeError, match=f"field called {name}"):
        type("Clash", (Event,), {"__annotations__": {name: str}}, type=f"test.clash-{name}")


def test_the_decorator_may_not_be_forgotten():
    class Bare(Event, type="test.bare"):
        name: str

    with pytest.raises(TypeError, match="needs @dataclass"):
        Bare()


ODD = [1.5, object(), b"x", {1: "a"}, {1, 2}, LARGEST + 1, -LARGEST - 1, "\ud800", {"\udfff": 1}, [1.5],
       datetime(2026, 1, 1)]  # fmt: skip # noqa: DTZ001


@pytest.mark.parametrize("value", ODD, ids=lambda odd: type(odd).__name__)
def test_what_has_no_one_written_form_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)


def test_encode_gives_plain_types():
    assert type(encode(Grade.GOOD)) is str
    assert encode((True, None, 3, Colour.RED)) == [True, None, 3, "red"]
    assert encode(Money(5, "VND")) == {"minor": "5", "currency": "VND"}


def test_decode_leaves_the_rest_alone():
    assert decode([1, "a"], list[int | str]) == [1, "a"]
    assert decode("x", str) == "x"
    assert decode({"a": 1}, dict) == {"a": 1}


@given(INSTANTS)
def test_instants_read_back_from_every_zone(instant):
    assert datetime.fromisoformat(utc_micros(instant)) == instant.astimezone(UTC)


def test_instants_are_utc_with_six_digits():
    hanoi = timezone(timedelta(hours=7))
    assert utc_micros(datetime(2026, 1, 1, 6, 30, tzinfo=hanoi)) == "2025-12-31T23:30:00.000000Z"
    assert utc_micros(datetime(2026, 1, 1, microsecond=7, tzinfo=UTC)) == "2026-01-01T00:00:00.000007Z"
    odd = timezone(timedelta(hours=7, minutes=6, seconds=30, microseconds=4))
    assert utc_micros(datetime(1900, 1, 1, tzinfo=odd)) == "1899-12-31T16:53:29.999996Z"
