"""Facts, guards and decisions (tests/specs/procedures/expressions.yaml)."""

from pathlib import Path

import pytest
import yaml

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Guard
from longbien.procedures.rules.expressions import CannotTell, Reckoning, Situation, dependencies, order_of
from tests.procedures import make

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/expressions.yaml").read_text())
WHY = {"vi": "Nhỏ quá", "en": "Too small"}


def procedure():
    return make.definition(
        make.changed(
            make.sample(),
            {
                "set": {
                    "roles.reviewer": "assigned:review",
                    "states.screening.tasks": {"review": {"count": 2, "by": "reviewer", "form": "request"}},
                    "facts": {
                        "n_reviews": "size(reviews.filter(r, r.done))",
                        "double_reviews": "n_reviews * 2",
                        "broken": "1 / 0",
                        "big": "9007199254740993",
                    },
                    "decisions": {
                        "fit": [
                            {"when": "data.size < 2", "result": "small", "why": WHY},
                            {"when": "n_reviews == 1", "result": "big"},
                            {"when": "true", "result": "other"},
                        ],
                        "undecided": [{"when": "false", "result": "never"}],
                        "odd": [{"when": "data.size", "result": "never"}],
                    },
                }
            },
        )
    )


def reckoning(size=4):
    answers = {"size": size, "title": "x"}
    reviews = [{"done": True, "score": 4}, {"done": False}]
    case = {"number": "HS-1", "state": "screening", "seq": 2}
    situation = Situation(answers, {"request": answers}, {"review": reviews}, case, "2026-11-23")
    return Reckoning(procedure(), situation)


@pytest.mark.parametrize("spec", SPEC["cases"], ids=[spec["when"] for spec in SPEC["cases"]])
def test_rules(spec):
    if "says" in spec:
        with pytest.raises(CannotTell) as error:
            reckoning().value(spec["when"])
        assert spec["says"] in error.value.what["en"]
        assert error.value.status == 500
    else:
        assert reckoning().value(spec["when"]) == spec["expect"]


def test_a_guard_answers_yes_or_no_and_nothing_else():
    assert reckoning().holds(Guard("data.size > 3"))
    assert not reckoning().holds(Guard("data.size > 30"))
    with pytest.raises(CannotTell, match="neither true nor false"):
        reckoning().holds(Guard("data.size"))


def test_an_unmet_guard_is_explained_by_its_own_words_or_the_decisions_or_itself():
    own = Text.of(vi="Không", en="No")
    assert reckoning(1).explain(Guard("decisions.fit == 'big'", own)) == own
    assert reckoning(1).explain(Guard("decisions.fit == 'big'")) == Text.of(**WHY)
    assert "data.size > 3" in reckoning().explain(Guard("data.size > 3"))["en"]
    assert "decisions.fit" in reckoning().explain(Guard("decisions.fit == 'small'"))["en"]


def test_facts_come_after_what_they_need():
    needed = dependencies(procedure())
    assert needed["double_reviews"] == {"n_reviews"}
    assert needed["decisions.fit"] == {"n_reviews"}
    order = order_of(procedure())
    assert order.index("n_reviews") < order.index("double_reviews")


def test_each_fact_is_computed_once():
    reckoner = reckoning()
    assert reckoner.fact("n_reviews") == 1
    reckoner.situation.tasks["review"].clear()
    assert reckoner.fact("n_reviews") == 1
