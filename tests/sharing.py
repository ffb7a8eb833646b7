"""How tests are shared out among workers: what needs the same costly thing goes to the same worker."""

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = ("tests/journeys/", "tests/trials/test_kill.py")


class Sharing(LoadScopeScheduling):
    """Journeys, which drive one server, are one share; so is each file of the house, which makes a world of its own.

    Every other test is a share of its own, so that no worker is left without work. The largest share comes first.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(JOURNEYS):
            return "journeys"
        return nodeid.partition("::")[0] if nodeid.startswith("tests/house/") else nodeid
