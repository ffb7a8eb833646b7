"""Fixtures of the desk."""

import pytest

from tests.procedures.desk.world import Office


@pytest.fixture
def office(db) -> Office:
    return Office()
