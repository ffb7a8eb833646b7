"""Fixtures of the house tests: the demonstration, with people in every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import override_settings

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.people.queries import actor_for
from tests.databases import copy_of, database_template, fresh_database  # noqa: F401


@pytest.fixture(scope="module")
def world(
    database_template: str,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[dict[str, Actor]]:
    """The demonstration: people in every role, cases in several states. Name → actor; "" is a passer-by."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), override_settings(VAR=folder), copy_of(database_template, folder):
        call_command("hub", "load")
        call_command("demo", "load")
        call_command("demo", "crossing")
        persons = apps.get_model("people.Person").objects.filter(is_demo=True)
        yield {"": ANONYMOUS} | {person.name: actor_for(person.pk) for person in persons}
