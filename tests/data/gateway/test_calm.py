"""Which filters may sink below the view's own."""

from pathlib import Path

import pytest
import yaml

from longbien.data.gateway.parsing import tree
from longbien.data.rules.sql import calm

SPEC = yaml.safe_load((Path(__file__).parents[2] / "specs" / "data" / "calm.yaml").read_text())
COLUMNS = dict.fromkeys(("id", "people"), "number") | dict.fromkeys(("ward", "note", "name"), "text")
COLUMNS |= {"day": "day", "started": "moment", "paid": "truth", "tags": "VARCHAR[]", "fare": "DECIMAL(12,2)"}


@pytest.mark.parametrize("statement", SPEC["calm"])
def test_what_can_not_fail_is_calm(parser, statement):
    assert calm(tree(statement, parser)["statements"][0]["node"], COLUMNS)


@pytest.mark.parametrize("statement", SPEC["unsure"])
def test_what_could_fail_is_not(parser, statement):
    assert not calm(tree(statement, parser)["statements"][0]["node"], COLUMNS)
