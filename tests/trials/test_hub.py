"""The regimes of a hub's folder: checked, adopted, kept."""

import pytest

from longbien.kernel.sourced import parse_yaml
from longbien.trials import models, queries
from longbien.trials.hub import REGIMES
from tests.trials.make import NOW, hanoi_regime

PACK = "regimes/capital-law-art-25.yaml"


def pack(settings) -> bytes:
    return (settings.HUB.folder / PACK).read_bytes()


def faults(settings, *sources: bytes) -> list[str]:
    files = tuple(parse_yaml(source, named=f"r{n}.yaml") for n, source in enumerate(sources))
    return [f"{fault.where}: {fault.what['en']}" for fault in REGIMES.check(settings.HUB, files)]


def test_the_pack_of_the_hub_has_no_fault(settings):
    assert faults(settings, pack(settings)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"max_months: 36", b"max_months: many", "“max_months” must be a whole number"),
        (b"grants: true", b"grants: maybe", "“grants” must be true or false"),
        (b"verified: false", b"verified: true", "“verified”"),
        (b"valid_from: ", b"valid_from: soon", "“valid_from” must be a date"),
        (b"authority:", b"autority:", "did you mean “authority”"),
        (b"as_of: 2026-03", b"as_of: lately", "“as_of”"),
    ],
)
def test_a_fault_is_named_where_it_stands(settings, before, after, said):
    found = faults(settings, pack(settings).replace(before, after, 1))
    assert any(said in one for one in found)
    assert all(one.startswith("r0.yaml:") for one in found)


def test_a_code_that_stands_twice_is_a_fault(settings):
    (found,) = faults(settings, pack(settings), pack(settings))
    assert found.startswith("r1.yaml:")
    assert "r0.yaml" in found


@pytest.mark.django_db
def test_loading_twice_writes_once_and_a_change_is_a_new_version(settings):
    files = (parse_yaml(pack(settings), named=PACK),)
    REGIMES.load(settings.HUB, files, NOW)
    REGIMES.load(settings.HUB, files, NOW)
    assert models.Regime.objects.count() == 1
    assert queries.regime_in_force().content == hanoi_regime()
    changed = (parse_yaml(pack(settings).replace(b"as_of: 2026-03", b"as_of: 2026-12"), named=PACK),)
    REGIMES.load(settings.HUB, changed, NOW)
    assert [one.number for one in queries.regimes()] == [2]
    assert queries.regime(models.Regime.objects.get(number=1).pk).rules.as_of == "2026-03"
