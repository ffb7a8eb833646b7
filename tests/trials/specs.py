"""The tables in tests/specs/trials."""

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "specs" / "trials"


def cases(name: str) -> list[Any]:
    """The cases of a table, as pytest parameters with their names."""
    table = yaml.safe_load((FOLDER / f"{name}.yaml").read_text())
    return [pytest.param(case, id=str(case.get("name") or case["when"])) for case in table["cases"]]
