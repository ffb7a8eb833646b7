"""Whatever is changed behind the ledger's back, in any field of any row, `verify` finds it."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from longbien.kernel.ids import new_id
from longbien.ledger import models, queries
from tests.ledger.make import NOW, book
from tests.ledger.test_ledger import fill, tamper

pytestmark = pytest.mark.django_db
TABLES = (models.Ledger, models.Account, models.Entry, models.Transfer, models.Exchange, models.Balance)
# The row number of a transfer says nothing: places, sums and the newest one are held against it.
LEFT = {(models.Transfer, "id")}


def flipped(value, chance, field):
    """The value with one thing about it changed."""
    if value is None:
        return NOW if field.get_internal_type() == "DateTimeField" else other(field)
    if isinstance(value, memoryview):  # how PostgreSQL hands out bytes
        value = bytes(value)
    return next(change(value, chance) for kind, change in CHANGES.items() if isinstance(value, kind))


def in_text(value, chance):
    place = chance.randrange(len(value) or 1)
    return f"{value[:place]}{chr(ord(value[place : place + 1] or 'y') ^ 1)}{value[place + 1 :]}"


def in_bytes(value, chance):
    plain = bytearray(value or b"\0")
    plain[chance.randrange(len(plain))] ^= 1 << chance.randrange(8)
    return bytes(plain)


CHANGES = {
    bool: lambda value, chance: not value,
    int: lambda value, chance: value ^ (1 << chance.randrange(6)),
    UUID: lambda value, chance: UUID(int=value.int ^ (1 << chance.randrange(128))),
    datetime: lambda value, chance: value + timedelta(microseconds=1 << chance.randrange(20)),
    date: lambda value, chance: value + timedelta(days=1 << chance.randrange(6)),
    bytes: in_bytes,
    str: in_text,
}


def other(field):
    """Something that an empty reference could point to."""
    return field.related_model.objects.order_by("pk").values_list("pk", flat=True)[0]


def test_any_change_is_found(fresh_database):
    fill(book())
    assert queries.audit()[1] == []
    tamper()
    chance, tried, missed = random.Random(7), 0, []
    for model in TABLES:
        for field in model._meta.concrete_fields:
            if (model, field.name) in LEFT:
                continue
            for key, value in list(model.objects.values_list("pk", field.attname))[:6]:
                tried += 1
                if not is_found(model, key, field, flipped(value, chance, field)):
                    missed.append(f"{model.__name__}.{field.name} of {key}: {value!r}")
    assert missed == []
    assert tried > 150


def is_found(model, key, field, value):
    """Whether the audit finds it; a change that the database itself refuses is as good."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                assert model.objects.filter(pk=key).update(**{field.attname: value}) == 1
                found = queries.audit()[1]
        except (DatabaseError, ValueError):
            found = ["the database"]
        transaction.set_rollback(True)
    return bool(found)


def test_a_row_too_many_is_found(fresh_database):
    fill(book())
    tamper()
    models.Account.objects.create(
        id=new_id(), ledger_id="VND", code="quiet", side="debit", may_overdraw=True, opened_at=NOW
    )
    assert any("the record doesn't say" in str(one) for one in queries.audit()[1])
