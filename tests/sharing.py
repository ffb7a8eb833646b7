"""How tests are shared out among workers: what needs one costly thing goes to one worker, the longest first."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

JOURNEYS, PAGES = ("tests/journeys/", "tests/trials/test_kill.py"), "tests/journeys/test_pages.py"
HOUSE, HOSTILE = "tests/house/", "tests/house/test_hostile.py"


def longest_first(items: list[pytest.Item]) -> None:
    """Hostile forms, pages, journeys, the house, then all others, each as they were found."""
    ranks = (HOSTILE, PAGES, JOURNEYS, HOUSE)
    items.sort(key=lambda item: [not item.nodeid.startswith(rank) for rank in ranks])


class Sharing(LoadScopeScheduling):
    """Journeys, which drive one server, are one share, the pages of every route another; so is each file of the house,
    which makes a world of its own.

    Every other test is a share of its own, so that no worker is left without work. Shares are given in the order in
    which tests were collected.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(JOURNEYS) and not nodeid.startswith(PAGES):
            return "journeys"
        return nodeid.partition("::")[0] if nodeid.startswith((PAGES, HOUSE)) else nodeid
