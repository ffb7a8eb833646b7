"""All tests: translations compiled, so that pages speak both languages. The environment is set in `environment.py`."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

from longbien.record.schema import note_migrated
from tests.forced import show_two_factors
from tests.sharing import Sharing, longest_first

ROOT = Path(__file__).resolve().parents[1]
IMPURE_MARKS = ("django_db", "process", "journey", "slow")
IMPURE_FIXTURES = {"db", "transactional_db", "django_db_setup", "database_template", "peopled"}

if "PYTEST_XDIST_WORKER" not in os.environ:  # whoever starts workers did it for them
    subprocess.run([sys.executable, ROOT / "tools/messages.py", "compile"], check=True)
# For gates: few examples and always the same ones, so that no verdict depends on luck. Other runs look for new ones.
settings.register_profile("gate", max_examples=20, derandomize=True, database=None, deadline=None)
# A busy machine is no fault of what is tried on it.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True, wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs neither a database nor a process of Long Biên: `pytest -m pure`. The longest come first, after
    pytest-django has sorted all by what they do to the database: it puts what has one of its own last."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not (fixtures & IMPURE_FIXTURES or any(item.get_closest_marker(mark) for mark in IMPURE_MARKS)):
            item.add_marker("pure")
    yield
    longest_first(items)


def pytest_collection_finish() -> None:
    """What was loaded until now stays: the collector need not look at all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    return Sharing(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of a worker has its tables from the models; migrations are there again for the tests of them."""
    django_settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        note_migrated()


@pytest.fixture(autouse=True, scope="session")
def _forced_is_fully_shown() -> Iterator[None]:
    """Whom a test signs in by force has shown two factors just now, as an officer would have.

    What lesser sign-ins may is shown by tests/people/test_second_factor.py, which signs in as people do.
    """
    forced = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        forced(self, user, backend)
        show_two_factors(self, user)

    Client.force_login = force_login
    yield
    Client.force_login = forced


@pytest.fixture(autouse=True)
def _each_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a module holds of today is made anew for each test: a long run passes midnight at the hub."""
    for name, made in getattr(request.module, "EACH_DAY", {}).items():
        monkeypatch.setattr(request.module, name, made())


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """Hashing a password takes a third of a second on purpose; what is tested here is who may use it."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _nobody_spoke_before() -> None:
    """Each test begins in the hub's first language, whatever page the test before it asked for."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Rate limits start anew: all tests come from one address, and a fast run would look like a flood."""
    for name in django_settings.CACHES:
        caches[name].clear()
