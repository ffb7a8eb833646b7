"""The contracts in a hub's folder: right ones pass, each fault is told with its line."""

import pytest

from longbien.data.hub.contracts import check
from longbien.kernel.sourced import parse_yaml

WARDS = "data/wards.yaml"


def faults(settings, *sources: bytes) -> list[str]:
    files = tuple(parse_yaml(source, named=f"d{n}.yaml") for n, source in enumerate(sources))
    return [f"{one.where}: {one.what['en']}" for one in check(settings.HUB, files)]


def wards(settings) -> bytes:
    return (settings.HUB.folder / WARDS).read_bytes()


def test_every_contract_of_the_hub_is_right(settings):
    for path in (settings.HUB.folder / "data").glob("*.yaml"):
        assert faults(settings, path.read_bytes()) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"apiVersion: v3.1.0", b"apiVersion: v2", "one of: v3.1.0"),
        (b"logicalType: string", b"logicalType: words", "one of: string"),
        (b"value: open", b"value: secret", "one of: open, shared, restricted"),
        (b"property: access", b"property: acces", "one property (each once) of: title"),
        (b"property: publisher", b"property: access", "property “publisher” is missing"),
        (b"value: places.wards", b"value: places.none", "there is no supply"),
        (b"name: lon", b"name: code", "column “code” stands twice"),
        (b"customProperties:\n  -", b"customProperties: 3\nx:\n  -", "a list of {property, value} is needed"),
        (b"metric: rowCount", b"metric: rows", "one of: missingValues"),
        (b"domain: REGI", b"domain: city", "one of: AGRI"),
    ],
)
def test_a_fault_is_told(settings, before, after, said):
    source = wards(settings)
    assert before in source
    assert any(said in one for one in faults(settings, source.replace(before, after, 1)))


def test_no_data_set_twice(settings):
    assert any("already used in d0.yaml" in one for one in faults(settings, wards(settings), wards(settings)))
