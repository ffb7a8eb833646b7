"""Rights, offers and trees for the tests of the rights of those who fund laboratories."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack, cast
from uuid import UUID

from longbien.capital.rules.rights.order import Offered
from longbien.capital.rules.rights.right import KindCode, Right, Scope, Trees
from longbien.capital.rules.rights.trees import Tree
from longbien.kernel.period import Period
from longbien.kernel.text import Text

FIELDS: dict[str, str | None] = {
    "any": None, "energy": "any", "storage": "energy", "batteries": "storage", "solar": "energy", "robots": "any",
}  # fmt: skip
TERRITORIES: dict[str, str | None] = {"world": None, "country": "world", "city": "country", "elsewhere": "world"}


def tree(above: Mapping[str, str | None]) -> Tree:
    return Tree(above, {code: Text.of(vi=f"vi {code}", en=code) for code in above})


TREES = Trees(tree(FIELDS), tree(TERRITORIES))
TERM = "2026-01-01..2031-01-01"
A, B, C, VENTURE = (UUID(int=n) for n in (0xA, 0xB, 0xC, 0xD))
_next = iter(range(1, 1_000_000))


def scope(fields: str = "energy", territories: str = "country", term: str = TERM) -> Scope:
    return Scope(frozenset(fields.split()), frozenset(territories.split()), Period.parse(term))


class Told(TypedDict, total=False):
    """What a right of these tests may differ in; names of a scope stand in a row, with spaces."""

    fields: str
    territories: str
    term: str
    exclusive: bool
    rank: int | None
    signed_on: date
    carve_outs: frozenset[str]
    machine: str


def right(holder: UUID, kind: KindCode = "first_refusal", **more: Unpack[Told]) -> Right:
    """`right(A, "licence", fields="solar", exclusive=True, rank=1)`."""
    return Right(
        id=UUID(int=next(_next)),
        holder=holder,
        kind=kind,
        scope=scope(more.get("fields", "energy"), more.get("territories", "country"), more.get("term", TERM)),
        exclusive=more.get("exclusive", False),
        rank=more.get("rank"),
        signed_on=more.get("signed_on", date(2026, 1, 1)),
        carve_outs=more.get("carve_outs", frozenset()),
        machine=more.get("machine", ""),
    )


OFFERED = Offered("bid", frozenset({"batteries"}), frozenset({"city"}), date(2027, 3, 1), VENTURE)


def written(said: str) -> Right:
    """`A licence fields=solar exclusive rank=1`."""
    holder, kind, *words = said.split()
    told = {name: value for name, _, value in (word.partition("=") for word in words)}
    return right(
        {"A": A, "B": B, "C": C}[holder],
        cast(KindCode, kind),
        fields=told.get("fields", "energy"),
        territories=told.get("territories", "country"),
        term=told.get("term", TERM),
        exclusive="exclusive" in told,
        rank=int(told["rank"]) if "rank" in told else None,
        carve_outs=frozenset({told["carve_outs"]} if "carve_outs" in told else ()),
        machine=told.get("machine", ""),
    )
