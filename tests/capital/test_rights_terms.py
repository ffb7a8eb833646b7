"""What a hub says of rights: read as it stands, and every fault of it named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from longbien.capital.rules.rights.clauses import CODES
from longbien.capital.rules.rights.terms import lacking, read_template, read_terms
from longbien.kernel.sourced import read_yaml
from longbien.site.folder import BrokenHub, read_folder
from tests.site.make import change, copy_of, write

TEMPLATE = "rights/agreements/laboratory-contribution.yaml"


def test_terms_and_templates_are_read() -> None:
    folder = Path(settings.HUB.folder)
    terms = read_terms(read_yaml(folder / "rights/terms.yaml").data, ("vi", "en"))
    assert terms.trees.fields.path("vehicle-batteries") == (
        "vehicle-batteries",
        "energy-storage",
        "clean-energy",
        "any",
    )
    assert terms.purposes["emergency"]["en"] == "Emergencies and disasters"
    data = read_yaml(folder / TEMPLATE).data
    template = read_template(data, ("vi", "en"))
    assert (template.code, template.window, template.signed_by_counsel) == ("laboratory-contribution", "10wd", "")
    assert template.clauses["rank"].number == "7"
    assert template.basis[0][0]["en"] == "Decree 180/2025/NĐ-CP"
    signed = {**data, "verified": {"by": "Counsel", "on": "2026-12-01"}, "legal_basis": [{"source": "Law 1"}]}
    again = read_template(signed, ("vi", "en"))
    assert again.signed_by_counsel == "Counsel, 2026-12-01"
    assert again.basis == ((again.basis[0][0], None),)
    assert again.basis[0][0]["vi"] == "Law 1"
    assert lacking(template.clauses) == ()
    assert lacking(["rank"]) == tuple(code for code in CODES if code != "rank")


def loops(folder: Path) -> None:
    change(folder, "rights/terms.yaml", "  all: {name: Everything,", "  all: {name: Everything, within: sensing,")


def lacks(folder: Path) -> None:
    path = folder / "rights/agreements/workshop-gift.yaml"
    lines = [line for line in path.read_text().splitlines() if "clause: silence" not in line]
    path.write_text("\n".join([*lines, "  - {clause: rank, title: Again, text: Again.}", ""]))


def misshapen(folder: Path) -> None:
    change(folder, "rights/terms.yaml", "purposes:", "purpose:")
    change(folder, "rights/agreements/workshop-gift.yaml", "window: 5wd", "window: soon")
    write(folder, "rights/demonstration.yaml", "laboratory: bridgeford-workshop\n")


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (loops, ["“all” doesn't lead up", "“repair” doesn't lead up"]),
        (lacks, ["lacks clauses: silence", "“rank” stands twice"]),
        (misshapen, ["unknown key “purpose”", "“window” must be", "key “agreements” is missing"]),
    ],
)
def test_every_fault_is_named(tmp_path: Path, spoil: Callable[[Path], None], faults: list[str]) -> None:
    folder = copy_of("minimal", tmp_path)
    spoil(folder)
    with pytest.raises(BrokenHub) as broken:
        read_folder(folder)
    for fault in faults:
        assert fault in str(broken.value)
