"""Letters of procedures: their templates are tried before a version is published."""

import pytest

from longbien.kernel.refusal import Refusal
from longbien.procedures.models import Letter, Version
from tests.procedures import make
from tests.procedures.world import LETTER, World

pytestmark = pytest.mark.django_db
WITH = {"letters": {"award": "letters/award.typ"}, "actions.approve.do": ["letter award"]}


def test_a_template_that_asks_for_what_no_letter_says_is_not_published():
    template = LETTER + "#letter.salary"
    with pytest.raises(Refusal) as refused:
        make.published(make.changed(make.sample(), {"set": WITH}), letters={"award": template})
    (fault,) = refused.value.faults
    assert fault.where.startswith("letters/award.typ:")
    assert "salary" in fault.what["en"]
    assert not Version.objects.exists()


def test_a_letter_says_what_was_decided_and_nothing_personal():
    world = World.of({})
    world.play([
        {"publish": WITH},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "do": "approve", "reason": "Good."},
    ])  # fmt: skip
    said = Letter.objects.get().data
    assert (said["reason"], said["decided_by"], said["decision"]["en"]) == ("Good.", "Officer", "Approve")
    assert said["answers"] == {"request": {"title": "A thing", "size": 2}}
    assert said["date"] == "2026-12-07"
