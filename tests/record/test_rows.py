"""Rows past the ORM's machinery hold what the ORM would write, and read what it wrote."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.ids import new_id
from longbien.record import rows
from longbien.record.models import Chain, Delivery, Document, Event, Opening
from longbien.record.rules.leaf import canonical

AT = datetime(2026, 11, 23, 2, 25, 15, 123456, tzinfo=UTC)


def event(**given):
    return {"id": new_id(), "type": "test/1", "at": AT, "actor_id": None, "subject": "a:b", "leaf": "{}"} | given


@pytest.mark.django_db
def test_an_inserted_row_reads_like_one_of_the_orm():
    values = event(actor_id=new_id(), at=AT.astimezone(timezone(timedelta(hours=7))))
    rows.insert(Event, **values)
    Event.objects.create(**values | {"id": (other := new_id())})
    mine, theirs = Event.objects.get(pk=values["id"]), Event.objects.get(pk=other)
    for field in ("at", "actor_id", "chain", "chain_seq", "leaf"):
        assert getattr(mine, field) == getattr(theirs, field)


@pytest.mark.django_db
def test_a_found_row_is_the_orm_s_own():
    made = Chain.objects.create(name="a:b", length=3, head=b"\x00\x01")
    found = rows.find(Chain, "a:b", lock=True)
    assert (found, found.length, bytes(found.head)) == (made, 3, b"\x00\x01")
    assert rows.find(Chain, "c:d") is None
    assert rows.values(Chain, "a:b", "length", lock=True) == (3,)
    assert rows.values(Chain, "c:d", "length") is None
    rows.insert(Event, **(values := event()))
    assert rows.find(Event, values["id"]).at == AT


@pytest.mark.django_db
def test_several_rows_a_change_a_list_and_a_deletion():
    rows.insert(Event, **(values := event()))
    openings = [{"event_id": values["id"], "name": name, "salt": b"s", "value": "1"} for name in ("b", "a", "c")]
    rows.insert_all(Opening, openings)
    rows.insert_all(Opening, [])
    assert [one.name for one in rows.select(Opening, order="name", event_id=values["id"])] == ["a", "b", "c"]
    rows.delete(Opening, event_id=values["id"], name="b")
    assert [one.name for one in rows.select(Opening, order="name", event=values["id"])] == ["a", "c"]
    rows.insert(Delivery, event_id=values["id"], reaction="r", due_at=AT)
    (delivery,) = rows.select(Delivery, event_id=values["id"])
    assert (delivery.key, delivery.tries, delivery.stuck, delivery.done_at) == ("", 0, False, None)
    rows.update(Delivery, delivery.pk, stuck=True, done_at=AT)
    delivery.refresh_from_db()
    assert (delivery.stuck, delivery.done_at) == (True, AT)


@pytest.mark.django_db
def test_the_first_row_that_nobody_holds():
    rows.insert_all(Event, [event(type=name) for name in ("b/1", "a/1", "a/1")])
    first = Event.objects.filter(type="a/1").order_by("pk")[0]
    assert rows.free(Event, type="a/1") == first
    assert rows.free(Event, type="a/1") == first  # one's own hold is no hindrance
    assert rows.free(Event, type="c/1") is None


@pytest.mark.django_db
def test_the_row_that_comes_last():
    rows.insert_all(Event, [event(type=name) for name in ("a/1", "a/1", "b/1")])
    assert rows.latest(Event, "id", type="a/1") == Event.objects.filter(type="a/1").order_by("-pk")[0]
    assert rows.latest(Event, "id", type="c/1") is None


@pytest.mark.django_db
def test_many_rows_by_position():
    rows.insert_many(Event, [])
    values = [tuple(event(chain="", chain_seq=None, leaf="{}").values()) for _ in range(3)]
    names = list(event(chain="", chain_seq=None, leaf="{}"))
    fields = [field.attname for field in Event._meta.concrete_fields]
    rows.insert_many(Event, [tuple(dict(zip(names, one, strict=True))[name] for name in fields) for one in values])
    assert Event.objects.filter(type="test/1").count() == 3


@pytest.mark.django_db
def test_errors_come_in_django_s_terms_and_break_the_transaction():
    rows.insert(Chain, name="a:b")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(Chain, name="a:b")
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            rows.insert(Chain, name="c:d")


@pytest.mark.django_db
def test_whoever_counts_queries_sees_them():
    with CaptureQueriesContext(connection) as queries:
        rows.insert(Chain, name="a:b")
        rows.find(Chain, "a:b")
        rows.select(Document, subject="x", order="at")
    assert len(queries) == 3


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
)


@given(PLAIN)
def test_the_fast_way_to_canonical_json_is_the_way_of_rfc_8785(data):
    assert canonical(data) == rfc8785.dumps(data)


@pytest.mark.parametrize("number", [1.0, 1e21, 0.1, -0.0])
def test_numbers_with_parts_are_left_to_rfc_8785(number):
    assert canonical([number]) == rfc8785.dumps([number])


def test_numbers_that_are_not_safe_are_refused():
    for data in (2**53, [-(2**53)], {"a": 2**60}):
        with pytest.raises(ValueError, match=r"exceeds|safe|bounds|integer"):
            canonical(data)
