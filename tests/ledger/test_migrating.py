"""A ledger from before there were holds: migrated, its hashes still fit and its balances are bound."""

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from longbien.kernel.ids import new_id
from longbien.ledger import models, queries
from longbien.ledger.rules.posting import entry_hash
from longbien.record import triggers
from tests.databases import Fresh, make_database, switched
from tests.ledger.make import DAY, NOW, posting

pytestmark = pytest.mark.django_db
LATEST = ("ledger", "0003_holds_are_constrained")


def migrate(name):
    MigrationExecutor(connection).migrate([("ledger", name)])
    return MigrationExecutor(connection).loader.project_state([("ledger", name)]).apps


def test_an_older_ledger_is_taken_over(fresh_database, tmp_path):
    (tmp_path / "older").mkdir()
    older = Fresh(make_database("older", tmp_path / "older"), tmp_path / "older")
    with switched(older.url):
        at, one = fill(migrate("0001_initial"))
        guard()
        migrate(LATEST[1])
        triggers.install()
        assert {code: queries.balance(key) for code, key in at.items()} == {"bank": 100, "city": 100}
        entry = models.Entry.objects.get()
        assert entry_hash(queries.posting(one.key), number=1, recorded_at=NOW, prev=b"") == bytes(entry.hash)
        sums = models.Balance.objects.order_by("bound").values_list("bound", "unit", "last")
        assert list(sums) == [("credits", "VND", 1), ("debits", "VND", 1)]
        with pytest.raises(IntegrityError, match="not edited"):
            models.Balance.objects.update(debits=7)


def fill(apps):
    """Two accounts and an entry, as they were written then."""
    get = lambda name: apps.get_model("ledger", name).objects  # noqa: E731
    get("Ledger").create(unit="VND", scale=0, opened_at=NOW)
    at = {"bank": new_id(), "city": new_id()}
    for code, side in (("bank", "debit"), ("city", "credit")):
        terms = {"ledger_id": "VND", "code": code, "side": side, "may_overdraw": False, "opened_at": NOW}
        get("Account").create(id=at[code], **terms)
    one = posting((at["bank"], at["city"], 100))
    digest = entry_hash(one, number=1, recorded_at=NOW, prev=b"")
    row = {"number": 1, "kind": "test", "effective_on": DAY, "recorded_at": NOW, "legs": 1, "prev_hash": b""}
    get("Entry").create(id=one.key, hash=digest, **row)
    get("Transfer").create(
        entry_id=one.key, seq=1, ledger_id="VND", debit_id=at["bank"], credit_id=at["city"], amount=100
    )
    get("Balance").create(account_id=at["bank"], debits=100, credits=0)
    get("Balance").create(account_id=at["city"], debits=0, credits=100)
    return at, one


def guard():
    """A trigger that stood then, and that names another table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER ledger_balance_follows BEFORE UPDATE ON ledger_balance BEGIN"
                " SELECT RAISE(ABORT, 'balances are not edited') WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION ledger_balance_follows() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE EXCEPTION 'balances are not edited'; END$$"
        )
        cursor.execute(
            "CREATE TRIGGER ledger_balance_follows BEFORE UPDATE ON ledger_balance"
            " FOR EACH ROW EXECUTE FUNCTION ledger_balance_follows()"
        )
