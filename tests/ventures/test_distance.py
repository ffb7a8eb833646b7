"""From anything in a crossing to anything else: at most three links, found by following the links of the pages."""

import re

import pytest

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.subject import Subject
from longbien.record.queries import entry_url
from longbien.ui.links import url_for
from longbien.ventures import queries
from longbien.ventures.models import Venture
from tests.ventures import make

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/[^"#?]*)')


@pytest.mark.parametrize("who", ["founder", "licensing-officer", ""])
def test_everything_is_three_links_from_everything(who):
    make.house()
    stage = make.played("delivery-robots")
    browser = make.client(stage, who)
    pages = {url: links_of(browser, url) for url in everything(stage, who)}
    assert len(pages) > 10
    far = [(start, end) for start in pages for end in pages if distance(pages, start, end) > 3]
    assert not far


def everything(stage, who):
    """The pages of problem, cases, venture, trial, register, and of every entry that the crossing tells this reader."""
    actor = stage.actor(who) if who else ANONYMOUS
    crossing = queries.crossing(actor, stage.venture_id)
    venture = Venture.objects.get(pk=stage.venture_id)
    subjects = [
        Subject("problems.problem", venture.problem_id),
        Subject("ventures.venture", venture.pk),
        Subject("trials.trial", stage.trial_id),
        *(case.subject for case in crossing.cases),
    ]
    entries = [line.entry_id for span in crossing.spans for line in span.lines]
    return [*map(url_for, subjects), *map(entry_url, entries)]


def links_of(browser, url):
    answer = browser.get(url, follow=True)
    assert answer.status_code == 200, url
    return frozenset(HREF.findall(answer.content.decode()))


def distance(pages, start, end):
    """How many links it takes, going only through pages of the crossing itself."""
    reached, edge, steps = {start}, {start}, 0
    while end not in reached:
        edge = {link for page in edge for link in pages[page] if link in pages} - reached
        if not edge:
            return 99
        reached |= edge
        steps += 1
    return steps


@pytest.mark.parametrize("who", ["founder", "programme-officer", "resident", ""])
def test_no_link_of_the_crossing_leads_nowhere(who):
    make.house()
    stage = make.played("delivery-robots")
    browser = make.client(stage, who)
    start = url_for(Subject("ventures.venture", stage.venture_id))
    broken = [url for url in links_of(browser, start) if browser.get(url, follow=True).status_code != 200]
    assert not [url for url in broken if not url.startswith("/static/")]
