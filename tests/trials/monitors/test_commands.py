"""`longbien monitor` and `longbien plan`, as an officer and an applicant use them."""

import json

import pytest
from django.core.management import CommandError, call_command

from longbien.trials.rules.certifying.false_alarms import FalseAlarms
from tests.trials import make


def run(capsys, *words):
    try:
        call_command(*map(str, words))
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        said = capsys.readouterr()
        return error.returncode, said.out, said.err + str(error)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def plan(tmp_path):
    def written(**changes):
        path = tmp_path / "plan.json"
        path.write_text(json.dumps({**make.plan_data(), **changes}))
        return path

    return written


def test_certify_says_what_was_measured(capsys):
    code, said, _ = run(capsys, "monitor", "certify", "--paths", 10, "--seed", 3)
    assert code == 0
    assert "share of 10 safe paths, looked at every day for 365 days (seed 3)" in said
    assert "not for this" in said
    assert "detector, betting, 1 a day" in said
    assert said.count("\n") == 1 + 41 + 2 + 18


def test_certify_for_machines(capsys):
    code, said, _ = run(capsys, "monitor", "certify", "--paths", 10, "--json")
    data = json.loads(said)
    assert (code, data["holds"], data["paths"]) == (0, True, 10)
    assert (len(data["false_alarms"]), len(data["delays"])) == (41, 18)
    assert data["false_alarms"][0].keys() == {"estimator", "paths", "share", "allowed", "holds"}


def test_certify_fails_when_a_row_does(capsys, monkeypatch):
    rows = [FalseAlarms("one", "some", 0.5, 0.06)]
    monkeypatch.setattr("longbien.trials.management.commands.monitor.false_alarms", lambda count, seed: rows)
    monkeypatch.setattr("longbien.trials.management.commands.monitor.delays", lambda count, seed: [])
    code, said, err = run(capsys, "monitor", "certify")
    assert code == 1
    assert "TOO MANY" in said
    assert "vượt mức cho phép | A row is above" in err


@pytest.mark.parametrize("words", [("--paths", "0"), ("--paths", "ten"), ("--seed", "-1")])
def test_certify_of_nothing(capsys, words):
    code, _, err = run(capsys, "monitor", "certify", *words)
    assert code in (1, 2)
    assert "không phải là số nguyên" in err


def test_power_in_the_unit_that_was_asked(capsys):
    code, said, _ = run(capsys, "plan", "power", "--limit", 2, "--true", 0.5, "--per", "1,000 km")
    assert (code, said.splitlines()[0]) == (0, "Needed: 6,151 km, with at most 4 incidents on the way.")
    _, said, _ = run(capsys, "plan", "power", "--limit", 0.05, "--true", 0.02, "--share", "--per", "users")
    assert said.startswith("Needed: 490 users, with at most 12 incidents")
    _, said, _ = run(capsys, "plan", "power", "--limit", 1, "--true", 0)
    assert said.startswith("Needed: 4.2 site-days, with at most 0 incidents")


def test_a_unit_may_be_several_words_and_a_share_has_no_amount(capsys):
    _, said, _ = run(capsys, "plan", "power", "--limit", 1, "--true", 0, "--per", "bus stops")
    assert said.startswith("Needed: 4.2 bus stops")
    code, _, err = run(capsys, "plan", "power", "--limit", 0.1, "--true", 0, "--share", "--per", "100 users")
    assert (code, "only names the unit" in err) == (2, True)


def test_power_for_machines(capsys):
    _, said, _ = run(capsys, "plan", "power", "--limit", 1, "--true", 0.5, "--alpha", 0.01, "--json")
    data = json.loads(said)
    assert data.keys() == {"unit", "alpha", "amount", "incidents", "power"}
    assert data["alpha"] == 0.01


def test_what_is_not_safer_is_refused(capsys):
    code, _, err = run(capsys, "plan", "power", "--limit", 1, "--true", 1)
    assert code == 1
    assert "không an toàn hơn" in err
    assert "what isn't safer" in err


@pytest.mark.parametrize(
    "words",
    [
        ("power", "--limit", "1", "--true", "0", "--per", "100"),
        ("power", "--limit", "1", "--true", "0", "--per", "0 km"),
        ("power", "--limit", "1", "--true", "0", "--power", "1"),
        ("power", "--limit", "1", "--true", "0", "--alpha", "few"),
        ("check", "plan.json", "--expect", "near_miss"),
        ("check", "plan.json", "--expect", "near_miss=few"),
    ],
)
def test_wrong_words_are_named_in_both_languages(capsys, words):
    code, _, err = run(capsys, "plan", *words)
    assert code in (1, 2)
    assert " không " in err
    assert " | is " in err


def test_a_plan_that_can_answer(capsys, plan):
    code, said, _ = run(capsys, "plan", "check", plan())
    assert code == 0
    assert "They can answer every guardrail's question." in said
    assert run(capsys, "plan", "check", plan(), "--expect", "near_miss=0.5")[0] == 0


def test_a_plan_that_cannot_answer_is_refused(capsys, plan):
    code, _, err = run(capsys, "plan", "check", plan(), "--expect", "near_miss=0.99")
    assert code == 1
    assert "/guardrails: Phương án không trả lời được câu hỏi của chính nó" in err
    assert "The plan can't answer its own question" in err
    code, _, err = run(capsys, "plan", "check", plan(), "--expect", "weather=1")
    assert (code, "The plan has no guardrail on weather" in err) == (2, True)


def test_a_file_that_is_no_plan(capsys, plan, tmp_path):
    code, _, err = run(capsys, "plan", "check", plan(guardrails=3))
    assert (code, "/guardrails: Phần này không đọc được." in err) == (1, True)
    assert run(capsys, "plan", "check", tmp_path / "none.json")[0] == 2
    for words in ("{", "[]"):
        (tmp_path / "odd.json").write_text(words)
        assert run(capsys, "plan", "check", tmp_path / "odd.json")[0] == 1
