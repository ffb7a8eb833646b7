"""Every text field × a corpus of hostile strings: no 5xx, nothing executed, nothing lost.

The fields are not listed: every page that a demonstration person reaches is read, and every form on it is sent with
each question in turn turned hostile, all others answered as a person might. A form that was taken leads to more pages,
whose forms are tried in the same way. Each try is undone, so that the next one finds the same world; then everything
hostile that the house takes is left in it, and all pages, letters and data are read once more, by everyone.

Cells of every spreadsheet are held to `test_every_cell_of_every_spreadsheet_is_told_from_a_formula`.
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from longbien.kernel.actor import Actor
from longbien.record.actions.deliver import deliver
from tests.house.hostile import corpus
from tests.house.hostile.attack import Attack, Stain
from tests.house.hostile.explorer import Explorer
from tests.house.hostile.visitor import Visitor, faults_of_mail

ROOT = Path(__file__).resolve().parents[2]
START = ("/", "/search", "/gallery", "/me", "/accounts/signup/", "/accounts/email/", "/accounts/password/change/")
QUICK = {"everything": corpus.EVERYTHING, "script": corpus.PLAIN_EVERYTHING}
ASKED = re.compile(r'GET(?:\.get\(|\.getlist\(|\[)"(\w+)"')
READ = ("/problems/feed.atom", "/areas.geojson", "/register.json", "/api/problems", "/api/ventures", "/api/services",
        "/api/register", "/api/openapi.json")  # fmt: skip


@pytest.fixture(autouse=True)
def _quick_and_unlimited(settings: Any) -> None:
    """A flood is what this is: the limits on writes have tests of their own."""
    settings.WRITES_PER_MINUTE = dict.fromkeys(settings.WRITES_PER_MINUTE, 10**9)
    settings.ACCOUNT_RATE_LIMITS = False


def of_each_role(world: dict[str, Actor]) -> Iterable[Actor]:
    """One person for each set of roles and seats."""
    return {(bool(one.id), one.roles, one.bodies): one for one in reversed(world.values())}.values()


@pytest.mark.parametrize(
    ("texts", "thorough"),
    [pytest.param(QUICK, False, id="quick"), pytest.param(corpus.TEXTS, True, id="thorough", marks=pytest.mark.slow)],
)
def test_no_form_is_harmed_and_all_of_it_is_shown_as_text(
    world: dict[str, Actor], texts: dict[str, str], thorough: bool
) -> None:
    faults, each = list[str](), 2 if thorough else 1
    attack = Attack(texts, corpus.UPLOADS if thorough else corpus.UPLOADS[::3], thorough)
    explorer = Explorer(attack, thorough=thorough)
    visitors = [Visitor(actor, faults) for actor in of_each_role(world)]
    for visitor in visitors:
        explorer.explore(visitor, START, each=each)
    assert not faults, "\n".join(sorted(set(faults)))
    assert len(explorer.forms) > 150, sorted(explorer.forms)
    assert len(explorer.taken) > 35, sorted(set(explorer.forms) - explorer.taken)
    assert attack.stored > 30, attack.taken
    leave_it_there(explorer, attack)
    explorer.stained.clear()
    for visitor in visitors if thorough else visitors[::3]:
        explorer.explore(visitor, START, each=each)  # what was left there may show new forms: they are tried as well
        for address in READ:
            read(visitor, address)
    assert not faults, "\n".join(sorted(set(faults)))
    assert len(explorer.stained) > 15, "\n".join(map(str, sorted(explorer.stained)))


def leave_it_there(explorer: Explorer, attack: Attack) -> None:
    """Everything hostile that was taken is stored, and its letters go out."""
    stainer = Explorer(Stain(attack), lasting=True, thorough=attack.thorough)
    for visitor, form in explorer.begun:
        stainer.try_form(visitor, form)
    while deliver(clock=lambda: datetime.now(UTC)):
        assert [*faults_of_mail()] == []


def read(visitor: Visitor, address: str) -> None:
    """Data for programs is whole: JSON or XML, whatever stands in it, and never taken for a page."""
    reply = visitor.get(address).replies[-1]
    assert reply.status_code == 200, address
    assert reply["X-Content-Type-Options"] == "nosniff"
    body = reply.content
    (ElementTree.fromstring if address.endswith("atom") else json.loads)(body)
