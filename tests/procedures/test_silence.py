"""What silence counts as is a decision: it is counted as one, and can be appealed as one."""

import pytest

from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Tally
from longbien.procedures.rules.desk.packed import added
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import World

pytestmark = pytest.mark.django_db
SILENCE = {
    "states.screening": {"sla": {"within": "3wd", "then": "lapse"}, "silence": "refusal"},
    "actions.lapse": make.action("screening", "rejected", "system"),
    "states.rejected.appeal": {"procedure": "test.appeal", "within": "10wd", "reopen": "reopen"},
    "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
}


@pytest.fixture
def world():
    made = World.of({})
    about = {"procedure": "test.appeal", "about": {"type": "procedures.case", "required": True}}
    make.published(make.sample() | about)
    made.play([
        {"publish": SILENCE},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"clock": "2026-12-11 09:00"},
    ])  # fmt: skip
    assert made.case.state == "rejected"
    return made


def decided():
    rows = Tally.objects.filter(code="test.sample", state="").values_list("counts", flat=True)
    return sum(added(rows).values())


def test_it_is_counted_among_what_the_office_decided(world):
    assert decided() == 1
    rebuild()
    assert decided() == 1


def test_a_lapse_that_counts_as_nothing_is_not():
    made = World.of({})
    lapse = SILENCE | {"states.screening": {"sla": {"within": "3wd", "then": "lapse"}}}
    made.play([
        {"publish": {name: lapse[name] for name in ("states.screening", "actions.lapse")}},
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"clock": "2026-12-11 09:00"},
    ])  # fmt: skip
    assert made.case.state == "rejected"
    assert decided() == 0


def test_it_can_be_appealed_and_the_desk_says_that_nobody_decided(world):
    world.play([{"by": "applicant", "appeal": True}])
    assert world.refusal is None
    appeal = world.case
    assert appeal.about == str(Case.objects.get(version__code="test.sample").subject)
    applicant = make.actor(world.people["applicant"])
    perform(case_id=appeal.pk, action="submit", data={"title": "Why?", "size": 1}, by=applicant, at=world.now)
    desk = client_of(world.people["officer"]).get(f"/en/cases/{make.slug(appeal.pk)}/desk").content.decode()
    assert "Silence past the deadline counts as refusal." in desk
