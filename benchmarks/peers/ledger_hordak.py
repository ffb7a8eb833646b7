"""django-hordak's own bulk path and its `transfer_to`, for ledger.py; in a virtual environment of its own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import dj_database_url
import django
import psycopg
from django.conf import settings
from ledger import ACCOUNTS, SINGLE, serve, transactions

url = os.environ["DATABASE_URL"]
with psycopg.connect(url, autocommit=True) as administration:
    administration.execute("DROP DATABASE IF EXISTS hordak")
    administration.execute("CREATE DATABASE hordak")
settings.configure(
    DATABASES={"default": dj_database_url.parse(f"{url.rpartition('/')[0]}/hordak")},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "djmoney", "hordak"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DEFAULT_CURRENCY="VND",
    CURRENCIES=["VND"],
    HORDAK_DECIMAL_PLACES=0,
    USE_TZ=True,
    SECRET_KEY="only-for-benchmarks",
)
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from hordak.models import Account, AccountType, Leg, Transaction
from moneyed import Money

call_command("migrate", verbosity=0)
accounts = [
    Account.objects.create(
        name=f"account {n}",
        code=f"{n:03}",
        type=AccountType.asset if n < ACCOUNTS // 2 else AccountType.liability,
        currencies=["VND"],
    )
    for n in range(ACCOUNTS)
]


def bulk(count: str, seed: str) -> Callable[[], None]:
    rows = transactions(int(count), int(seed))

    def work() -> None:
        heads, legs = [], []
        for debit, credit, amount in rows:
            head, money = Transaction(), Money(amount, "VND")
            heads.append(head)
            legs.append(Leg(transaction=head, account=accounts[debit], debit=money))
            legs.append(Leg(transaction=head, account=accounts[credit], credit=money))
        with transaction.atomic():
            Transaction.objects.bulk_create(heads)
            Leg.objects.bulk_create(legs)

    return work


def single(seed: str) -> Callable[[], None]:
    rows = transactions(SINGLE, int(seed))

    def work() -> None:
        for debit, credit, amount in rows:
            with transaction.atomic():
                accounts[credit].transfer_to(accounts[debit], Money(amount, "VND"))

    return work


def analyze() -> Callable[[], None]:
    return lambda: connection.cursor().execute("ANALYZE")


def backend() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


serve({"bulk": bulk, "single": single, "analyze": analyze}, backend)
