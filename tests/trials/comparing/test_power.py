"""How many days a comparison takes, and which plans can't answer theirs."""

import json

import mpmath as mp
import pytest
from django.core.management import CommandError, call_command

from longbien.trials.rules.comparing.power import MOST, check_comparable, lots_needed, needed, offered
from longbien.trials.rules.comparison import read_comparison
from tests.trials.comparing.make import ALWAYS, ARMS, BLOCKS
from tests.trials.make import plan, plan_data

WIDE = {**ARMS, "margin": 1, "spread": 6}


def enough(n: int, margin: float, variance: float, alpha: float, power: float) -> bool:
    """The condition of the docstring, with mpmath."""
    rho2 = (-2 * mp.log(alpha) + mp.log(1 - 2 * mp.log(alpha))) / 500
    half = mp.sqrt(variance) * mp.sqrt(2 * (n * rho2 + 1) / (n**2 * rho2) * mp.log(mp.sqrt(n * rho2 + 1) / alpha))
    z = mp.sqrt(2) * mp.erfinv(2 * mp.mpf(power) - 1)
    return margin >= half + z * mp.sqrt(variance / n)


@pytest.mark.parametrize(
    ("asked", "variance"),
    [
        (ARMS, 4 * 4), (WIDE, 4 * 36), ({**WIDE, "margin": 2}, 4 * 36), ({**BLOCKS, "spread": 9}, 2 * 81),
        ({**ARMS, "usual": 900}, 4 * 900),
    ],
)  # fmt: skip
@pytest.mark.parametrize("alpha", [0.05, 0.05 / 3])
def test_the_least_number_of_lots(asked, variance, alpha):
    found = lots_needed(read_comparison(asked), alpha=alpha)
    assert enough(found, asked["margin"], variance, alpha, 0.8)
    assert not enough(found - 1, asked["margin"], variance, alpha, 0.8)


def test_reviews_take_fewer():
    asked = read_comparison({**WIDE, "looks": 5})
    z = 2.0306 + 0.8416
    assert lots_needed(asked) == pytest.approx(4 * 36 * z**2, rel=1e-3)
    assert lots_needed(asked) < lots_needed(read_comparison(WIDE))


def test_never_fewer_than_thirty_of_either():
    assert lots_needed(read_comparison({**ARMS, "spread": 0})) == 60
    assert lots_needed(read_comparison({**BLOCKS, "spread": 0, "looks": 2})) == 30


def test_what_can_never_be_noticed_takes_all_there_is():
    assert lots_needed(read_comparison({**ARMS, "spread": 10**9})) == MOST


def test_what_a_term_offers():
    asking = plan(windows=ALWAYS, areas=["north", "south"])
    offers = [
        offered(read_comparison(asked), asking)
        for asked in (ARMS, {**ARMS, "unit": "site"}, {**BLOCKS, "block_hours": 24}, {**BLOCKS, "block_hours": 168})
    ]
    assert offers == [365 * 3, 365 * 2, 182 * 2, 26 * 2]
    assert offered(read_comparison(BLOCKS), plan(cap_devices=0)) == 0


def test_how_many_days_of_the_term_it_takes():
    asking = plan(windows=ALWAYS, comparisons=[ARMS])
    found = needed(asking.comparisons[0], asking)
    assert found.days == -(-found.lots // 3)
    assert needed(read_comparison(BLOCKS), plan(cap_devices=0)).days == MOST


def test_a_plan_that_cannot_answer_is_refused_with_the_reason():
    assert check_comparable(plan(windows=ALWAYS, comparisons=[ARMS]))
    assert check_comparable(plan())
    outcome = check_comparable(plan(windows=ALWAYS, comparisons=[ARMS, WIDE, {**BLOCKS, "block_hours": 168}]))
    assert [(one.code, one.where) for one in outcome.against] == [("cannot-compare", "/comparisons")] * 2
    assert "takes at least" in outcome.against[0].what["en"]
    assert "days of units in both arms together, but the term allows only 1,095" in outcome.against[0].what["en"]
    assert "pairs of blocks, but the term allows only 26" in outcome.against[1].what["en"]


def test_the_command_tells_days(capsys, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_data(windows=ALWAYS, comparisons=[ARMS, BLOCKS])))
    call_command("plan", "power", "--plan", file)
    said = capsys.readouterr().out
    assert "near_miss: a gain of 1 takes 276 days of units in both arms together, 92 of the 365 days" in said
    assert "Then it is noticed with a chance of 80%, wrongly with one of at most 0.025." in said
    call_command("plan", "power", "--plan", file, "--json")
    assert json.loads(capsys.readouterr().out)["comparisons"][0]["lots"] == 276
    file.write_text(json.dumps(plan_data()))
    call_command("plan", "power", "--plan", file)
    rail = "near_miss: safer than its limit takes 5 site-days if nothing happens, 43 if half of the limit does"
    assert capsys.readouterr().out == f"{rail}; the plan allows 261.\nThe plan compares nothing.\n"
    with pytest.raises(CommandError, match="--limit and --true are needed, or --plan"):
        call_command("plan", "power", "--limit", "1")


def test_the_command_refuses(capsys, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_data(windows=ALWAYS, comparisons=[WIDE])))
    with pytest.raises(CommandError, match="The plan is refused"):
        call_command("plan", "check", file)
    assert "/comparisons: Phép so sánh “Suýt xảy ra sự cố” không thể có câu trả lời" in capsys.readouterr().err
