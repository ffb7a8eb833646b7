"""The packs of the hubs against `tests/specs/capital/vehicles.yaml`: what each kind of fund may do, by its law."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from longbien.capital.rules.vehicles.measures import Holding, Stake, Standing
from longbien.capital.rules.vehicles.pack import read_pack
from longbien.capital.rules.vehicles.written import Question, answer
from longbien.kernel.sourced import read_yaml

ROOT = Path(__file__).parents[2]
TABLE = yaml.safe_load((ROOT / "tests/specs/capital/vehicles.yaml").read_text())
BILLION = 10**9


def held(investor: str, source: str, billions: float) -> Holding:
    return Holding(investor, source, int(Fraction(str(billions)) * BILLION))


def asked(case: dict) -> Question:
    stands = tuple(held(*one) for one in case.get("stands", ()))
    stake = case.get("stake")
    return Question(
        Standing("VND", stands, case.get("charter", 0) * BILLION, case.get("board", 0)),
        held(*case["commit"]) if "commit" in case else None,
        case.get("close", False),
        Stake(stake["company"], Fraction(str(stake["share_percent"])) / 100, stake.get("is_fund", False))
        if stake
        else None,
    )


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_what_the_law_allows(case):
    pack = read_pack(read_yaml(ROOT / f"hubs/hanoi/vehicles/{case['rules']}.yaml").data, ("vi", "en"))
    outcome = answer(asked(case), pack)
    assert [reason.code for reason in outcome.against] == case["expect"]
    assert all(str(reason.citation.source) for reason in outcome.against)


@pytest.mark.parametrize("path", sorted(ROOT.glob("hubs/*/vehicles/*.yaml")), ids=lambda path: path.stem)
def test_no_pack_claims_that_counsel_signed_and_each_says_what_is_open(path):
    data = read_yaml(path).data
    pack = read_pack(data, ("en",) if path.parts[-3] == "minimal" else ("vi", "en"))
    assert (pack.verified, bool(pack.open)) == (False, True)
