"""Goals: shown as published, with their sources, and never with a value that nobody measured."""

import pytest
from django.test import Client

from longbien.reports import queries
from longbien.site.folder import read_folder
from longbien.site.hub import BrokenHub
from tests.site.make import change, copy_of, write


def test_goals_with_their_sources():
    network = queries.indicator("network-organisations")
    (goal,) = network.goals
    assert (goal.bound["en"], goal.value, goal.by) == ("at least", 20, 0)
    assert [cited.source for cited in goal.sources] == ["VietTimes"]
    assert queries.indicator("happiness") is None
    assert all(goal.sources for one in queries.indicators() for goal in one.goals)


def test_what_hub_yaml_puts_first_comes_first():
    first = [one.code for one in queries.targets()]
    assert first == [one.code for one in queries.indicators()][: len(first)]
    assert len(first) < len(queries.indicators())


@pytest.mark.parametrize(
    ("prefix", "words"), [("", ["ít nhất 20 tổ chức", "chưa đo"]), ("/en", ["at least 20", "not measured"])]
)
@pytest.mark.django_db
def test_the_page(prefix, words):
    page = Client().get(f"{prefix}/indicators").content.decode()
    assert all(word in page for word in words)
    assert "VietTimes" in page


def test_faults(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    change(folder, "indicators/growth.yaml", "bound: about", "bound: around")
    write(folder, "indicators/twin.yaml", (folder / "indicators/doctorates.yaml").read_text())
    change(folder, "hub.yaml", "targets: [network-organisations", "targets: [happiness")
    with pytest.raises(BrokenHub) as broken:
        read_folder(folder)
    said = str(broken.value)
    assert "“bound” must be one of: " in said
    assert "indicators/twin.yaml:1: " in said
    assert "this code is already used in" in said
    assert "no indicator is called “happiness”" in said
