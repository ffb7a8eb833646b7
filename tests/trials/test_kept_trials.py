"""Trials of before ends came in steps stay readable, their terms run out, and what residents told is to be answered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from longbien.kernel.actor import ANONYMOUS
from longbien.record.models import Delivery
from longbien.trials import models, queries
from longbien.trials.actions.residents.raise_concern import Concern, raise_concern
from longbien.trials.queries.public.register import find_registered
from longbien.trials.queries.residents.concerns import concerns
from tests.databases import database_template, fresh_database  # noqa: F401
from tests.trials.make import NOW, running
from tests.trials.test_leaving import MIDNIGHT, worked

TOLD = "Robot chắn lối đi của xe lăn trước cổng trường."


def to(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_database_of_before_is_carried_over(fresh_database):  # noqa: F811
    trial = running()
    number = raise_concern(trial.id, Concern("obstruction", TOLD), by=ANONYMOUS, at=NOW)
    Delivery.objects.all().delete()
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("trials")
    to(("trials", "0002_extensions"))
    to(*newest)
    [kept] = concerns(trial.id)
    assert (kept.entry_id, kept.told, kept.due_at) == (number, TOLD, None)
    worked(MIDNIGHT - timedelta(seconds=1))
    assert trial.row.state == "running"
    worked(MIDNIGHT)
    assert trial.row.state == "expired"


@pytest.mark.slow
@pytest.mark.django_db
def test_what_had_ended_has_exited(fresh_database):  # noqa: F811
    trial = running()
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("trials")
    to(("trials", "0002_extensions"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_trial SET state = 'ended', report = 'Xong.', closed_at = licensed_at")
    to(*newest)
    assert models.Trial.objects.get().state == "exited"
    assert queries.trial(trial.id).report == "Xong."
    assert find_registered(queries.card(trial.id).slug, NOW.date()).standing.code == "exited"
