"""Rights, offers and trees for the tests of the rights of those who fund laboratories."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from longbien.capital.rules.rights.order import Offered
from longbien.capital.rules.rights.right import Right, Scope, Trees
from longbien.capital.rules.rights.trees import Tree
from longbien.kernel.period import Period
from longbien.kernel.text import Text

FIELDS = {
    "any": None, "energy": "any", "storage": "energy", "batteries": "storage", "solar": "energy", "robots": "any",
}  # fmt: skip
TERRITORIES = {"world": None, "country": "world", "city": "country", "elsewhere": "world"}


def tree(above: dict[str, str | None]) -> Tree:
    return Tree(above, {code: Text.of(vi=f"vi {code}", en=code) for code in above})


TREES = Trees(tree(FIELDS), tree(TERRITORIES))
TERM = "2026-01-01..2031-01-01"
A, B, C, VENTURE = (UUID(int=n) for n in (0xA, 0xB, 0xC, 0xD))
_next = iter(range(1, 1_000_000))


def scope(fields: str = "energy", territories: str = "country", term: str = TERM) -> Scope:
    return Scope(frozenset(fields.split()), frozenset(territories.split()), Period.parse(term))


def right(holder: UUID, kind: str = "first_refusal", **more: Any) -> Right:
    """`right(A, "licence", fields="solar", exclusive=True, rank=1)`."""
    covers = {name: more.pop(name) for name in ("fields", "territories", "term") if name in more}
    told: dict[str, Any] = {"exclusive": False, "rank": None, "signed_on": date(2026, 1, 1)} | more
    return Right(id=UUID(int=next(_next)), holder=holder, kind=kind, scope=scope(**covers), **told)  # type: ignore[arg-type]


def offered(
    stage: str = "bid", fields: Iterable[str] = ("batteries",), on: date = date(2027, 3, 1), **more: Any
) -> Offered:
    told = {"territories": frozenset({"city"}), "offeror": VENTURE} | more
    return Offered(stage=stage, fields=frozenset(fields), on=on, **told)  # type: ignore[arg-type]


def written(said: str) -> Right:
    """`A licence fields=solar exclusive rank=1`."""
    holder, kind, *words = said.split()
    more: dict[str, Any] = dict(word.split("=") if "=" in word else (word, True) for word in words)
    if "rank" in more:
        more["rank"] = int(more["rank"])
    if "carve_outs" in more:
        more["carve_outs"] = frozenset({more["carve_outs"]})
    return right({"A": A, "B": B, "C": C}[holder], kind, **more)
