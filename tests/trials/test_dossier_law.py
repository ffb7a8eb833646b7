"""Whether every version of a plan lies within its regime, from the parts of a dossier alone."""

import json
from dataclasses import replace

from longbien.trials.rules.dossier.law import WITHIN, check_law
from longbien.trials.rules.policy import extend_policy
from tests.trials.make import VIETNAM, policy, regime, regime_data


def within(*policies):
    """What the check says of a plan with these versions."""
    versions = [{"policy": json.loads(json.dumps(one.to_data()))} for one in policies]
    (found,) = [
        one
        for one in check_law({"plan": {"versions": versions}, "regime": {"content": regime_data()}}, {})
        if one.what is WITHIN
    ]
    return [words["en"] for words in found.wrong]


FIRST = policy()
LONGER = extend_policy(FIRST, 6, 0, regime(), VIETNAM)


def test_a_longer_term_lies_within_the_regime():
    assert within(FIRST) == within(FIRST, LONGER) == []


def test_an_extension_may_change_nothing_but_the_term():
    (said,) = within(FIRST, replace(LONGER, timezone="UTC"))
    assert "changes more than the term" in said


def test_every_extension_counts():
    (said,) = within(FIRST, LONGER, replace(LONGER, plan=replace(LONGER.plan, term_months=LONGER.plan.term_months + 1)))
    assert "extension" in said
