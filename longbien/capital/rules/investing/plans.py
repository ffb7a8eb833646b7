"""What the first officer saw of a distribution or a settlement, as data that every unit can be explained from later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.investing.flows import Flow
from longbien.capital.rules.investing.settling import Settlement
from longbien.capital.rules.investing.sharing import Sharing
from longbien.capital.rules.waterfall.explained import Line


@dataclass(frozen=True)
class Source:
    """What is distributed: the part of some proceeds."""

    proceeds: str
    amount: int


@dataclass(frozen=True)
class DistributionPlan:
    """`flows` are all that was run, the last ones being what is distributed now; `terms` the digest of the terms."""

    on: date
    terms: str
    sources: tuple[Source, ...]
    flows: tuple[Flow, ...]
    sharing: Sharing

    def content(self) -> dict[str, Any]:
        sharing = self.sharing
        return {
            "on": self.on.isoformat(),
            "terms": self.terms,
            "sources": [[one.proceeds, str(one.amount)] for one in self.sources],
            "flows": [one.to_data() for one in self.flows],
            "cash": str(sharing.cash),
            "payments": [[line_data(line) for line in one.lines] for one in sharing.explained],
            "stretches": [_stretch(sharing, place) for place in range(len(sharing.stretches))],
            "pieces": [
                [one.investor, str(one.minor), str(one.exact), str(one.owed), one.stretch] for one in sharing.pieces
            ],
            "carry": str(sharing.carry),
            "escrow": str(sharing.escrow),
            "owed": _owed(sharing.owed),
        }


@dataclass(frozen=True)
class SettlementPlan:
    """What the manager gives back in the end, and who gets it."""

    on: date
    terms: str
    sources: tuple[Source, ...]
    flows: tuple[Flow, ...]
    settled: Settlement

    def content(self) -> dict[str, Any]:
        settled = self.settled
        return {
            "on": self.on.isoformat(),
            "terms": self.terms,
            "sources": [[one.proceeds, str(one.amount)] for one in self.sources],
            "flows": [one.to_data() for one in self.flows],
            "received": str(settled.received),
            "profit": str(settled.profit),
            "short": str(settled.short),
            "due": str(settled.given.due),
            "from_escrow": str(settled.given.from_escrow),
            "from_manager": str(settled.given.from_manager),
            "released": str(settled.released),
            "parts": [[who, str(minor)] for who, minor in settled.parts.items()],
            "owed": _owed(settled.owed),
        }


def read_owed(content: Mapping[str, Any]) -> dict[str, Fraction]:
    """What each investor lacked after a plan."""
    return {who: Fraction(lack) for who, lack in content["owed"]}


def _owed(owed: Mapping[str, Fraction]) -> list[list[str]]:
    return [[who, str(lack)] for who, lack in owed.items()]


def _stretch(sharing: Sharing, place: int) -> dict[str, Any]:
    one = sharing.stretches[place]
    line = sharing.explained[one.payment].lines.index(one.line)
    side = line_data(one.side) if one.side else None
    return {"payment": one.payment, "line": line, "minor": str(one.minor), "side": side}


def line_data(line: Line) -> dict[str, Any]:
    """A line as it is kept: minor units as strings, exact values as fractions, clauses as of the whole terms."""
    return {
        "tier": line.tier,
        "to": line.to,
        "minor": str(line.minor),
        "exact": str(line.exact),
        "clause": clause(line.clause),
        "formula": line.formula,
        "inputs": [
            {"name": one.name, "value": str(one.value), "source": clause(one.source)} for one in line.inputs
        ],
    }  # fmt: skip


def clause(where: str) -> str:
    """A pointer into the terms of distribution as one into the whole terms (RFC 6901); other sources as they are."""
    if where.startswith(PUBLIC):
        return f"/distribution/public{where.removeprefix(PUBLIC)}"
    return f"/distribution/waterfall{where.rstrip('/')}" if where.startswith("/") else where


PUBLIC = "/public_terms"
