"""The small hub offers what every hub owes: whoever is denied a permit can appeal, in its one language."""

from pathlib import Path

from longbien.kernel.sourced import read_yaml

SERVICES = Path(__file__).parents[2] / "hubs/minimal/procedures"


def test_a_denied_permit_can_be_appealed_and_is_opened_again():
    permit, appeal = (read_yaml(SERVICES / f"{name}.yaml").data for name in ("street-permit", "appeal"))
    way = permit["states"]["denied"]["appeal"]
    assert way["procedure"] == appeal["procedure"]
    assert permit["actions"][way["reopen"]]["from"] == "denied"
    assert "reopen" in appeal["actions"]["uphold"]["do"]
    assert isinstance(appeal["title"], str)
