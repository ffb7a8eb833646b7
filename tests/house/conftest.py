"""Fixtures of the house tests: the demonstration, with people in every role."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import override_settings

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.people.queries import actor_for
from tests.databases import Fresh, copy_of, database_template, fresh_database, peopled  # noqa: F401


@pytest.fixture(scope="module")
def world(
    peopled: Fresh,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[dict[str, Actor]]:
    """The demonstration: people in every role, cases in several states. Name → actor; "" is a passer-by."""
    folder = shutil.copytree(peopled.var, tmp_path_factory.mktemp("world"), dirs_exist_ok=True)
    with django_db_blocker.unblock(), override_settings(VAR=folder), copy_of(peopled.url, folder):
        persons = apps.get_model("people.Person").objects.filter(is_demo=True)
        yield {"": ANONYMOUS} | {person.name: actor_for(person.pk) for person in persons}
