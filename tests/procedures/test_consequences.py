"""What officers are told that follows from an action, before they do it."""

import pytest

from longbien.procedures.rules.desk.consequences import consequences, letters_by
from longbien.procedures.rules.reading import read_definition
from tests.procedures import make

APPEAL = {"procedure": "test.appeal", "within": "10wd", "reopen": "again"}
WAITING = {"edit": ["applicant"], "sla": {"within": "5wd"}}
APPEALED = "The applicant may appeal within 10 working days of the decision."
LETTER, TOLD, READS = (
    "A numbered letter is made, sealed and put with the case.",
    "The applicant is told.",
    "The applicant is told, and reads this reason.",
)


@pytest.mark.parametrize(
    ("changes", "action", "said"),
    [
        ({}, "approve", ()),
        ({"actions.approve.do": ["letter award", "notify applicant"]}, "approve", (LETTER, READS)),
        ({"actions.approve.do": ["notify officer"]}, "approve", ()),
        ({"actions.approve.do": ["notify applicant"], "actions.approve.require": []}, "approve", (TOLD,)),
        ({"states.rejected.appeal": APPEAL}, "reject", (APPEALED,)),
        ({"states.rejected": WAITING}, "reject", ("The applicant has 5 working days to do so.",)),
        ({"actions.submit.do": ["notify applicant"]}, "submit", ()),
    ],
)  # fmt: skip
def test_what_follows(changes, action, said):
    definition = read_definition(make.changed(make.sample(), {"set": changes}), ("vi", "en"))
    found = consequences(definition, definition.actions[action])
    assert tuple(one["en"] for one in found) == said


def test_the_letters_of_an_action():
    changes = {"actions.approve.do": ["letter award", "notify officer", "letter terms"]}
    definition = read_definition(make.changed(make.sample(), {"set": changes}), ("vi", "en"))
    assert letters_by(definition.actions["approve"]) == ("award", "terms")
