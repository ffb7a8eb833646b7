"""A step that runs elsewhere, come to a second time: what was said of it the first time says nothing now."""

import pytest

from tests.procedures import make
from tests.procedures.world import World

pytestmark = pytest.mark.django_db
SET = {
    "states.elsewhere": {
        "title": make.bi("Elsewhere"),
        "handoff": {"to": make.bi("Portal"), "url": "https://portal.example"},
    },
    "states.more_info": {"title": make.bi("More"), "edit": ["applicant"]},
    "actions.submit.to": "elsewhere",
    "actions.ask": make.action("screening", "more_info", "officer"),
    "actions.resubmit": make.action("more_info", "elsewhere", "applicant"),
    "actions.back": make.action("elsewhere", "screening", "system", auto=True, guard="outside.status == 'done'"),
}


def test_a_case_that_comes_back_waits_for_news():
    world = World.of({})
    world.publish(make.changed(world.data, {"set": SET}))
    world.play([
        {"by": "applicant", "open": True},
        {"by": "applicant", "do": "submit"},
        {"by": "officer", "outside": "done"},
    ])  # fmt: skip
    assert world.refusal is None, world.refusal
    assert world.case.state == "screening"
    world.play([{"by": "officer", "do": "ask"}, {"by": "applicant", "do": "resubmit"}])
    assert world.refusal is None
    assert world.case.state == "elsewhere"
    world.play([{"clock": "2026-12-08 09:00"}, {"by": "officer", "outside": "done"}])
    assert world.case.state == "screening"
