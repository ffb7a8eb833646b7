"""What every reader reads: one agreement with a condition on rows, masks and an expiry, and the rows that it shows.

A reader is a program that nobody here wrote. It reads `world.rows` in its own way; `as_shown` makes its rows
comparable, whatever order they came in.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.test import RequestFactory

from longbien.data.actions.agreements.agreeing import propose, revoke, sign
from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest
from longbien.data.rules.contract.contract import read_contract
from longbien.data.views.agreements.programs import programs
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import to_slug
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from tests.data.make import column, contract
from tests.people.make import NOW, actor, organisation

SET, TABLE, ROWS = "trial-set", "trial_set", 500
SECRET = "Người giấu mặt"
COLUMNS = ("name", "size", "weight", "day", "seen", "is_new", "note")


@dataclass(frozen=True)
class World:
    """A running hub at `base`, an agreement on it, a token that opens it, and the multiset of rows that it shows."""

    base: str
    agreement: Any
    token: str
    lead: Actor
    steward: Actor
    rows: Counter[tuple[Any, ...]]

    @property
    def schema(self) -> str:
        """The schema, or namespace, of the table; the table is called `TABLE`."""
        return to_slug(self.agreement)

    @property
    def profile(self) -> dict[str, Any]:
        """The file that clients of Delta Sharing open."""
        return {"shareCredentialsVersion": 1, "endpoint": f"{self.base}/delta-sharing", "bearerToken": self.token}

    def pasted(self, name: str, *, file: str) -> str:
        """What the agreement's page says to paste into a program, with the profile file in its place."""
        server = {"SERVER_NAME": urlsplit(self.base).hostname, "SERVER_PORT": str(urlsplit(self.base).port)}
        found = Agreement.objects.select_related("data_set").get(pk=self.agreement)
        [code] = [one.code for one in programs(RequestFactory().get("/", **server), found) if one.name == name]
        return code.replace(f"{SET}.share", file)

    def revoke(self) -> None:
        revoke(self.agreement, reason="over", by=self.steward, at=NOW)


def agreed(base: str) -> World:
    """Deliver rows of every kind, agree on a part of them, make a token."""
    data = contract(
        column("name", classification="personal"), column("size", "integer"), column("weight", "number"),
        column("day", "date"), column("seen", "timestamp"), column("is_new", "boolean"), column("note"),
        column("hidden", classification="sensitive"), access="shared",
    )  # fmt: skip
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    deliver(SET, [_row(n) for n in range(ROWS)], by=SYSTEM, at=NOW)
    team = organisation()
    lead = actor(lead_of=team.pk, name="Lan")
    stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
    masks = {"name": Mask("pseudonym"), "size": Mask("round", 10), "day": Mask("month"), "note": Mask("first", 3)}
    shown = tuple(Shown(one, masks.get(one, Mask())) for one in COLUMNS)
    terms = Terms(SET, shown, (Condition("size", "at-least", (20,)),), "A study", today() + timedelta(30))
    made = propose(team.pk, terms, by=stewards[0], at=NOW)
    proof = Proof("demo-link", second_factor=True, at=NOW)
    for side, who in (("recipient", lead), ("publisher", stewards[1])):
        sign(made, side=side, text=digest(terms), proof=proof, by=who, at=NOW)
    token = make_profile(made, by=lead, at=datetime.now(UTC)).token
    answer = ask(made, f"SELECT * FROM {TABLE}", by=lead, at=NOW)
    return World(base, made, token, lead, stewards[0], as_shown(answer.as_rows()))


def _row(n: int) -> dict[str, Any]:
    """Every third value of some columns is missing; accents, quotes and doubles stand among the rest."""
    return {
        "name": SECRET if n < 20 else f"N{n % 7}",
        "size": n % 100,
        "weight": n / 8 if n % 3 else None,
        "day": date(2026, 1, 1) + timedelta(n % 200),
        "seen": datetime(2026, 3, 1, 23, 30, tzinfo=UTC) + timedelta(minutes=n, microseconds=n),
        "is_new": None if n % 3 == 0 else n % 2 == 0,
        "note": f"Phở “{n}”" if n % 3 else None,
        "hidden": SECRET,
    }


def as_shown(rows: Iterable[Iterable[Any]]) -> Counter[tuple[Any, ...]]:
    """The multiset of rows: values of Python, instants in UTC, nothing (and what pandas says for it) as None."""
    return Counter(tuple(map(_plain, row)) for row in rows)


def _plain(value: Any) -> Any:
    if value is None or value != value or str(value) in ("NaT", "<NA>"):  # noqa: PLR0124
        return None
    if hasattr(value, "item") and not isinstance(value, date):
        value = value.item()
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value
