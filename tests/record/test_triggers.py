"""History can't be changed: every trigger bites, on SQLite and on PostgreSQL, and starting without one is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction

from longbien.record import keys, models, triggers
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.store_document import store_document
from tests.record.make import LAN, NOW, notes, trial

pytestmark = pytest.mark.django_db

APPEND_ONLY = [models.Event, models.Leaf, models.Node, models.Checkpoint]
ERASABLE = [models.Document, models.Opening]
COLUMN = {"Event": "type", "Leaf": "hash", "Node": "hash", "Checkpoint": "note", "Document": "name", "Opening": "value"}


@pytest.fixture
def filled():
    case = trial()
    notes(4, subject=case, chain=case)
    store_document([b"a,b\n"], name="a.csv", subject=case, by=LAN, at=NOW)
    sequence()
    sign_checkpoint(at=NOW)


def refused(work):
    with pytest.raises(IntegrityError, match="is append-only"), transaction.atomic():
        work()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", APPEND_ONLY + ERASABLE, ids=lambda model: model.__name__)
def test_no_row_is_changed(filled, model):
    assert model.objects.exists()
    table, column = model._meta.db_table, COLUMN[model.__name__]
    refused(lambda: run(f'UPDATE "{table}" SET "{column}" = "{column}"'))


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model.__name__)
def test_no_row_is_deleted(filled, model):
    refused(lambda: run(f'DELETE FROM "{model._meta.db_table}"'))


EMPTY = {"postgresql": 'TRUNCATE "{}" CASCADE', "sqlite": 'DELETE FROM "{}"'}
REPLACE = {
    "postgresql": "INSERT INTO record_checkpoint (size, at, note) SELECT size, at, 'x' FROM record_checkpoint "
    "ON CONFLICT (size) DO UPDATE SET note = 'x'",
    "sqlite": "REPLACE INTO record_checkpoint (size, at, note) SELECT size, at, 'x' FROM record_checkpoint",
}


# SQLite empties a table row by row, and rows of erasable tables may go.
WHOLE = APPEND_ONLY + (ERASABLE if connection.vendor == "postgresql" else [])


@pytest.mark.parametrize("model", WHOLE, ids=lambda model: model.__name__)
def test_no_table_is_emptied(fresh_database, filled, model):
    refused(lambda: run(EMPTY[connection.vendor].format(model._meta.db_table)))


def test_no_row_is_replaced(filled):
    refused(lambda: run(REPLACE[connection.vendor]))


@pytest.mark.parametrize("model", ERASABLE, ids=lambda model: model.__name__)
def test_what_is_erasable_may_go(filled, model):
    assert model.objects.all().delete()[0]


def test_a_missing_or_changed_trigger_is_named(fresh_database):
    assert triggers.missing() == []
    one, two, *_ = [trigger for trigger in triggers.triggers() if trigger.model == "record.Event"]
    drop = f'DROP TRIGGER "{one.name}"'
    if connection.vendor == "sqlite":
        run(drop)
        run(f'DROP TRIGGER "{two.name}"')
        run(f'CREATE TRIGGER "{two.name}" BEFORE DELETE ON record_event BEGIN SELECT 1; END')
    else:
        run(f"{drop} ON record_event")
        run(f'ALTER TABLE record_event DISABLE TRIGGER "{two.name}"')
    assert triggers.missing() == [one.name, two.name]
    with pytest.raises(SystemCheckError, match=f"the trigger {one.name} is missing or changed"):
        call_command("check", databases=["default"], tags=[Tags.database])
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_other_checks_do_not_ask_the_database():
    assert run_checks(tags=[Tags.database]) == []


def test_two_triggers_of_one_name_are_refused():
    [known, *_] = triggers.triggers()
    with pytest.raises(RuntimeError, match="two triggers are called"):
        triggers.register(known)


def test_migrate_makes_the_key_once(fresh_database):
    keys.key_path().unlink()
    call_command("migrate", verbosity=0)
    made = keys.key_path().read_bytes()
    assert keys.key_path().stat().st_mode & 0o777 == 0o600
    assert not keys.make_key()
    assert keys.key_path().read_bytes() == made
    assert [path.name for path in keys.key_path().parent.iterdir()] == ["log.pem"]


def test_planning_a_migration_changes_nothing(fresh_database):
    keys.key_path().unlink()
    call_command("migrate", plan=True, verbosity=0)
    assert not keys.key_path().exists()


def test_without_a_key_nothing_is_signed(fresh_database):
    keys.key_path().unlink()
    with pytest.raises(keys.NoKey, match="run `longbien migrate`"):
        keys.signing_key()
    keys.key_path().write_bytes(OTHER_KEY)
    with pytest.raises(keys.NoKey, match="holds no Ed25519 key"):
        keys.signing_key()


def _other_key():
    pem, form, none = keys.Encoding.PEM, keys.PrivateFormat.PKCS8, keys.NoEncryption()
    return X25519PrivateKey.generate().private_bytes(pem, form, none)


OTHER_KEY = _other_key()
