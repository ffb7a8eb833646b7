"""A fund as a whole: what it has and owes, its cash, its fee beside the clause, who is in it with how much."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from longbien.capital.rules.funds.charges import FeeStep, fee_due
from longbien.capital.rules.statements.account import Line, Piece, flows
from longbien.capital.rules.statements.lines import (
    ASIDE,
    ASSETS,
    CAPITAL,
    CLOSE,
    KNOWN,
    LIABILITIES,
    MONEY,
    OWN,
    POOL,
    UNCALLED,
    called,
)
from longbien.capital.rules.statements.moves import Moved, Spot, balances, in_order, spots_of, total, total_of, until
from longbien.capital.rules.statements.quarters import Span
from longbien.capital.rules.statements.shares import commitments, values_of


@dataclass(frozen=True)
class Balance:
    """Assets, liabilities (both above zero) and what is the investors', at the end of a span and before it."""

    assets: tuple[Line, ...]
    liabilities: tuple[Line, ...]
    equity: tuple[Line, ...]
    residual: int

    @property
    def net(self) -> int:
        return sum(one.since for one in self.assets) - sum(one.since for one in self.liabilities)

    @property
    def net_before(self) -> int:
        """The same before the span began."""
        moved = sum(one.period for one in self.assets) - sum(one.period for one in self.liabilities)
        return self.net - moved


@dataclass(frozen=True)
class Cash:
    """`lines` by kind of entry; `residual` is what they leave of the balance of cash unexplained."""

    opening: int
    lines: tuple[Line, ...]
    closing: int

    @property
    def residual(self) -> int:
        moved, ever = sum(one.period for one in self.lines), sum(one.since for one in self.lines)
        return abs(self.opening + moved - self.closing) + abs(ever - self.closing)


@dataclass(frozen=True)
class Charged:
    """An accrual of the fee, and what the clause comes to on that day beyond what was accrued before."""

    moved: Moved
    by_clause: int

    @property
    def until(self) -> date:
        return self.moved.on

    @property
    def accrued(self) -> int:
        return self.moved.amount

    @property
    def residual(self) -> int:
        return self.accrued - self.by_clause


NAMES = {**ASSETS, **LIABILITIES, **OWN, **POOL}
PAID = frozenset({"due", "refund"})


@dataclass(frozen=True)
class Member:
    """An investor of the fund as the statement lists them."""

    commitment: str
    committed: int
    called: int
    paid_in: int
    unfunded: int
    value: int


@dataclass(frozen=True)
class Held:
    """An investment: what went into it, what is left of that, what it is worth, and what it brought."""

    investment: str
    invested: int
    cost: int
    value: int
    realised: int
    income: int

    @property
    def returned(self) -> int:
        return self.invested - self.cost + self.realised + self.income


def balance(moves: Sequence[Moved], span: Span) -> Balance:
    """What differs from zero then or before. `residual`: assets less liabilities less equity, and any account that no
    line knows, added up without signs."""
    now, before = until(moves, span.last), until(moves, span.before)

    def lines(names: Sequence[str], sign: int) -> Iterator[Line]:
        for name in names:
            since = sign * total_of(now, name)
            pieces = _pieces(now, name, sign)
            if pieces:
                yield Line(name, NAMES[name], since, since - sign * total_of(before, name), pieces)

    assets, owed = tuple(lines([*ASSETS], 1)), tuple(lines([*LIABILITIES], -1))
    equity = tuple(lines([*OWN, *POOL], -1))
    apart = sum(one.since for one in assets) - sum(one.since for one in (*owed, *equity))
    strange = (one for one in spots_of(now, *_names(now)) if one.name not in KNOWN)
    aside = total_of(now, *ASIDE)
    return Balance(assets, owed, equity, abs(apart) + abs(aside) + sum(abs(total(now, one)) for one in strange))


def _names(moves: Sequence[Moved]) -> frozenset[str]:
    return frozenset(spot.name for one in moves for spot in (one.debit, one.credit))


def _pieces(moves: Sequence[Moved], name: str, sign: int) -> tuple[Piece, ...]:
    wanted = frozenset({name})
    return tuple(Piece(one, sign * amount) for one in moves if (amount := one.debited_in(wanted)))


def cash(moves: Sequence[Moved], span: Span) -> Cash:
    """Money at bank, proceeds that were not distributed yet included, by kind of entry in the order of the first."""
    now, before = until(moves, span.last), until(moves, span.before)
    found: dict[str, list[Piece]] = {}
    for one in in_order(now):
        if amount := one.debited_in(MONEY):
            found.setdefault(one.kind, []).append(Piece(one, amount))
    lines = tuple(
        Line(
            code=kind,
            name=called(kind),
            since=sum(one.amount for one in pieces),
            period=sum(one.amount for one in pieces if one.moved.on >= span.first),
            pieces=tuple(pieces),
        )
        for kind, pieces in found.items()
    )
    return Cash(total_of(before, *MONEY), lines, total_of(now, *MONEY))


Clause = tuple[datetime, Sequence[FeeStep]]


def fees(moves: Sequence[Moved], day: date, clauses: Sequence[Clause]) -> tuple[Charged, ...]:
    """Every accrual up to a day, in the order of writing, beside what the clause says: each version from when it was
    agreed on, oldest first.

    Each was counted on everything that was binding when it was written, whatever day it counts for. What was reversed
    is left out, together with what reversed it.
    """
    written = sorted(moves, key=lambda one: one.number)
    undone = {one.reverses for one in written if one.reverses}
    first = min((one.on for one in written if one.kind == CLOSE), default=None)
    found, before = list[Charged](), 0
    for one in written:
        if first is None or one.debit.name != "fee" or one.entry in undone or one.reverses:
            continue
        committed = sum(commitments([was for was in written if was.number < one.number]).values())
        steps = [said for since, said in clauses if since <= one.recorded_at]
        due = fee_due(one.on, before, first_close=first, committed=committed, steps=steps[-1] if steps else ())
        found.append(Charged(one, due))
        before += one.amount
    return tuple(one for one in found if one.until <= day)


def members(moves: Sequence[Moved], day: date) -> tuple[Member, ...]:
    """Everybody who is in, in the order of the closes."""
    now = until(moves, day)
    stand, values = balances(now), values_of(now)
    return tuple(
        Member(
            commitment=who,
            committed=committed,
            called=-stand.get(Spot(CAPITAL, who), 0),
            paid_in=-sum(one.amount for one in flows(now, who, PAID)),
            unfunded=-stand[Spot(UNCALLED, who)],
            value=values[who],
        )
        for who, committed in commitments(now).items()
    )


def holdings(moves: Sequence[Moved], day: date) -> tuple[Held, ...]:
    """Every investment, in the order in which they were made."""
    now = until(moves, day)
    return tuple(
        Held(
            investment=spot.whose,
            invested=sum(one.debited(spot) for one in now if one.kind == "capital.invest"),
            cost=total(now, spot),
            value=total(now, spot) + total(now, Spot("fair-value", spot.whose)),
            realised=-total(now, Spot("realised", spot.whose)),
            income=-total(now, Spot("income", spot.whose)),
        )
        for spot in spots_of(now, "cost")
    )
