"""Which statements answer the same in whatever order rows are read."""

from pathlib import Path

import pytest
import yaml

from longbien.data.gateway.parsing import tree
from longbien.data.rules.sql import gathers

SPEC = yaml.safe_load((Path(__file__).parents[2] / "specs" / "data" / "gathering.yaml").read_text())


@pytest.mark.parametrize("statement", SPEC["gathers"])
def test_what_adds_up_gathers(parser, statement):
    assert gathers(tree(statement, parser)["statements"][0]["node"])


@pytest.mark.parametrize("statement", SPEC["keeps"])
def test_what_shows_rows_or_the_first_of_them_keeps_their_order(parser, statement):
    assert not gathers(tree(statement, parser)["statements"][0]["node"])
