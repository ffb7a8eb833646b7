"""A hub behind HTTP, its own data sets delivered, for programs that know nothing but OGC API Features."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.actions.sets.refresh import refresh
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.sourced import read_yaml
from tests.databases import copy_of, database_template  # noqa: F401
from tests.people.make import NOW

ROOT = Path(__file__).resolve().parents[3]
AREA = {"name_vi": "Vùng", "name_en": "Area", "version": 1, "hectares": 1.0, "is_indicative": True,
        "outline_sha256": "0" * 64, "since": None, "until": None}  # fmt: skip
OUTLINE = '{"type":"Polygon","coordinates":[[[105.8,21],[105.81,21],[105.81,21.01],[105.8,21]]]}'


def deliver_the_hubs() -> None:
    """The wards as the hub has them; areas, which would need all of the hub, under its contract."""
    for code in ("wards", "areas"):
        data = read_yaml(settings.HUB.folder / f"data/{code}.yaml").data
        list_data_set(data, read_contract(data, settings.HUB.languages), at=NOW)
    refresh("wards", by=SYSTEM, at=NOW)
    deliver("areas", [{"code": "one", "outline": OUTLINE, **AREA}], by=SYSTEM, at=NOW)


@pytest.fixture(scope="module")
def address(
    database_template: str,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[str]:
    """Where the API answers."""
    folder = tmp_path_factory.mktemp("features")
    with django_db_blocker.unblock(), override_settings(VAR=folder), copy_of(database_template, folder) as fresh:
        deliver_the_hubs()
        command = [sys.executable, "-m", "tests.data.features.server"]
        process = subprocess.Popen(command, cwd=ROOT, env=fresh.env, stdout=subprocess.PIPE, text=True)
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/features"
        finally:
            process.kill()
            process.wait(10)
