"""An investor's capital account: how what is theirs came about, line by line, since the beginning and in a period.

Contributions by what they were called for; what a later close set right; their part of what the fund earned and
spent; distributions. Capital comes back first: a distribution is a return of capital until all that was called has come
back, and a gain from then on; what may be called again stands apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from longbien.capital.rules.statements import words
from longbien.capital.rules.statements.buy_outs import parted, priced
from longbien.capital.rules.statements.lines import (
    BOUGHT,
    BUY_OUT,
    CALL,
    CAPITAL,
    CLOSE,
    DISTRIBUTED,
    OF_INVESTOR,
    OUT_OF,
    POOL,
    UNCALLED,
)
from longbien.capital.rules.statements.moves import Moved, Spot, in_order, total, until
from longbien.capital.rules.statements.quarters import Span
from longbien.capital.rules.statements.shares import commitments, deemed, passed, shares_of, values_of
from longbien.kernel.text import Text

Purposes = Mapping[UUID, str]


@dataclass(frozen=True)
class Piece:
    """What one entry adds to a line: of an investor's own, or (with a `share`) of the whole fund."""

    moved: Moved
    amount: int


@dataclass(frozen=True)
class Line:
    """A line of the account in minor units: above zero it adds to what is theirs.

    `share`: it is the part of what is common that comes with so much committed, of so much in all.
    """

    code: str
    name: Text
    since: int
    period: int = 0
    pieces: tuple[Piece, ...] = ()
    share: tuple[int, int] | None = None


@dataclass(frozen=True)
class CapitalAccount:
    """`opening` and `closing` net asset value of the period; `beside` are the commitment and what was paid of it.

    `residual`: what the lines and the payments leave unexplained, added up without signs; 0, or something is wrong.
    """

    span: Span
    opening: int
    lines: tuple[Line, ...]
    closing: int
    beside: Mapping[str, Line]

    @property
    def residual(self) -> int:
        moved, ever = sum(one.period for one in self.lines), sum(one.since for one in self.lines)
        again = -sum(one.since for one in self.lines if one.code == RECALLABLE)
        beside = {code: one.since for code, one in self.beside.items()}
        taken = beside.get(TAKEN, 0)
        settled = beside[PAID_IN] - beside[PAID_BACK] + beside[DUE] - beside[REFUND]
        return (
            abs(self.opening + moved - self.closing)
            + abs(ever - self.closing)
            + abs(beside[COMMITTED] - beside[CALLED] + again + taken - beside[UNFUNDED])
            + abs(beside[CALLED] + beside[INTEREST] - beside.get(GIVEN, 0) - settled)
        )


def capital_account(moves: Sequence[Moved], whose: str, span: Span, purposes: Purposes) -> CapitalAccount:
    """The account of a commitment; `purposes` says what the entry of a call was for."""
    now, before = until(moves, span.last), until(moves, span.before)
    lines, beside = (_changes(make(now), make(before)) for make in (
        lambda held: _lines(held, whose, purposes), lambda held: _beside(held, whose),
    ))  # fmt: skip
    return CapitalAccount(
        span=span,
        opening=values_of(before).get(whose, 0),
        lines=lines,
        closing=values_of(now).get(whose, 0),
        beside={one.code: one for one in beside},
    )


def _changes(now: Iterable[Line], before: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with what is new in them since then."""
    was = {one.code: one.since for one in before}
    return tuple(replace(one, period=one.since - was.get(one.code, 0)) for one in now)


def flows(moves: Sequence[Moved], whose: str = "", names: frozenset[str] = OF_INVESTOR) -> tuple[Piece, ...]:
    """Every payment between the fund and an investor (or all of them): below zero paid in, above zero paid out."""
    found = []
    for one in moves:
        for mine, other, sign in ((one.debit, one.credit, 1), (one.credit, one.debit, -1)):
            if mine.name in names and whose in ("", mine.whose) and other.name in OUT_OF:
                found.append(Piece(one, sign * one.amount))
    return tuple(found)


def prices(moves: Sequence[Moved], whose: str) -> tuple[Piece, ...]:
    """What an investor paid to others for a stake (below zero), or got for theirs: past the fund's own money."""
    return tuple(Piece(one, amount) for one, amount in priced(moves, whose).items())


def is_out(piece: Piece) -> bool:
    """Whether a payment is of what an investor gets: a distribution, or the price of their stake."""
    debit, credit = piece.moved.debit.name, piece.moved.credit.name
    if BOUGHT in (debit, credit):
        return (piece.amount > 0) == (debit == BOUGHT)  # of the seller: the buyer's has the other sign
    return PAYABLE in (debit, credit)


def _lines(moves: Sequence[Moved], whose: str, purposes: Purposes) -> Iterator[Line]:
    yield from _paid_in(moves, whose, purposes)
    yield from _shared(moves, whose)
    yield from _distributed(moves, whose)
    yield from _handed(moves, whose)


def _handed(moves: Sequence[Moved], whose: str) -> Iterator[Line]:
    """The value that a buy-out brought, or took."""
    if amount := passed(moves).get(whose, 0):
        leg = parted(moves).legs[0]
        name = words.TAKEN_OVER if amount > 0 else words.HANDED_OVER
        yield _line(HANDED, name, [Piece(leg, amount)])


def _line(code: str, name: Text, pieces: Sequence[Piece]) -> Line:
    return Line(code, name, sum(one.amount for one in pieces), pieces=tuple(pieces))


def _paid_in(moves: Sequence[Moved], whose: str, purposes: Purposes) -> Iterator[Line]:
    found: dict[str, list[Piece]] = {}
    called: dict[str, list[Piece]] = {}
    for one in moves:
        if one.kind != BUY_OUT and (amount := -one.debited(Spot(CAPITAL, whose))):
            purpose = purposes.get(one.reverses or one.entry, "") if one.kind == CALL else ""
            (called if purpose else found).setdefault(purpose or _came_by(one, amount), []).append(Piece(one, amount))
    for number, (purpose, pieces) in enumerate(called.items(), start=1):
        yield _line(f"contribution-{number}", Text.of(vi=f"Góp vốn: {purpose}", en=f"Contribution: {purpose}"), pieces)
    yield from (_line(code, name, found[code]) for code, name in CAPITAL_NAMES.items() if code in found)


def _came_by(one: Moved, amount: int) -> str:
    """A call, or which way a close went; what undoes an entry stands in the line of that entry."""
    if one.kind == CLOSE:
        return EQUALISED_IN if (amount > 0) == (one.reverses is None) else EQUALISED_OUT
    return CALLED if one.kind == CALL else OTHERWISE


def _shared(moves: Sequence[Moved], whose: str) -> Iterator[Line]:
    parts, held = shares_of(moves).get(whose, {}), commitments(moves)
    share = None if parted(moves).legs else (held.get(whose, 0), sum(held.values()))
    for code, name in POOL.items():
        pieces = [Piece(one, amount) for one in moves if (amount := -one.debited_in(frozenset({code})))]
        if pieces:
            yield Line(code, name, parts.get(code, 0), pieces=tuple(pieces), share=share)


def _distributed(moves: Sequence[Moved], whose: str) -> Iterator[Line]:
    found: dict[str, list[Piece]] = {code: [] for code in DISTRIBUTIONS}
    ways: dict[UUID, dict[str, int]] = {}
    called = returned = 0
    recallable = _recallable(moves, whose)
    for one in in_order(moves):
        called -= 0 if one.kind == BUY_OUT else one.debited(Spot(CAPITAL, whose))
        called += one.debited(Spot(BOUGHT, whose))  # what was paid for a stake comes back first, too
        amount = one.debited(Spot(DISTRIBUTED, whose))
        if not amount:
            continue
        if one.reverses in ways:
            way = {code: -part for code, part in ways[one.reverses].items()}
        else:
            again = min(max(amount, 0), recallable.get(one.entry, 0))
            capital = min(amount - again, max(called - returned, 0))
            way = {RETURNED: capital, GAINED: amount - again - capital, RECALLABLE: again}
        ways[one.entry] = way
        returned += way[RETURNED] + way[RECALLABLE]
        for code, part in way.items():
            found[code] += [Piece(one, -part)] if part else []
    yield from (_line(code, name, found[code]) for code, name in DISTRIBUTIONS.items() if found[code])
    yield from _counted(moves, whose)


def _counted(moves: Sequence[Moved], whose: str) -> Iterator[Line]:
    """By how much more was distributed to them than counts as theirs, or less: nothing unless somebody joined later."""
    apart = total(moves, Spot(DISTRIBUTED, whose)) - deemed(moves).get(whose, 0)
    if apart:
        every = frozenset({DISTRIBUTED})
        pieces = tuple(Piece(one, -amount) for one in moves if (amount := one.debited_in(every)))
        yield Line(COUNTED, words.COUNTED, apart, pieces=pieces)


def _recallable(moves: Sequence[Moved], whose: str) -> dict[UUID, int]:
    """What of each distribution may be called again: the entry gives it back to what is not called."""
    found: dict[UUID, int] = {}
    for one in moves:
        if one.kind not in (CALL, CLOSE, BUY_OUT) and (amount := -one.debited(Spot(UNCALLED, whose))):
            found[one.entry] = found.get(one.entry, 0) + amount
    return found


def _beside(moves: Sequence[Moved], whose: str) -> Iterator[Line]:
    """What is committed and what was paid, and what is still owed: balances and payments."""
    bound = [one for one in moves if one.kind in (CALL, CLOSE)]
    yield _line(COMMITTED, words.COMMITTED, _held(bound, whose, -1, UNCALLED, CAPITAL))
    yield _line(CALLED, words.CALLED, _held([one for one in moves if one.kind != BUY_OUT], whose, -1, CAPITAL))
    if taken := _held([one for one in moves if one.kind == BUY_OUT], whose, -1, UNCALLED):
        yield _line(TAKEN, words.TAKEN, taken)
    yield _line(UNFUNDED, words.UNFUNDED, _held(moves, whose, -1, UNCALLED))
    yield _line(INTEREST, words.INTEREST, _interest(moves, whose))
    if given := _held([one for one in moves if one.kind == CLOSE], whose, 1, DISTRIBUTED):
        yield _line(GIVEN, words.GIVEN, given)
    paid_in = [replace(one, amount=-one.amount) for one in flows(moves, whose, frozenset({DUE}))]
    yield _line(PAID_IN, words.PAID_IN, paid_in)
    yield _line(PAID_BACK, words.PAID_BACK, flows(moves, whose, frozenset({REFUND})))
    yield _line(PAID_OUT, words.PAID_OUT, flows(moves, whose, frozenset({PAYABLE})))
    if paid := prices(moves, whose):
        yield _line(PRICE, words.PRICE, paid)
    yield _line(DUE, words.DUE, _held(moves, whose, 1, DUE))
    yield _line(REFUND, words.REFUND, _held(moves, whose, -1, REFUND))
    yield _line(PAYABLE, words.PAYABLE, _held(moves, whose, -1, PAYABLE))


def _held(moves: Sequence[Moved], whose: str, sign: int, *names: str) -> list[Piece]:
    """What each transfer adds to accounts of an investor, on the side that `sign` tells: debit 1, credit -1."""
    spots = [Spot(name, whose) for name in names]
    return [Piece(one, amount) for one in moves if (amount := sign * sum(map(one.debited, spots)))]


def _interest(moves: Sequence[Moved], whose: str) -> list[Piece]:
    """The interest of each close: what it asks or owes beside the capital."""
    found: dict[UUID, Piece] = {}
    for piece in _held([one for one in moves if one.kind == CLOSE], whose, 1, DUE, REFUND, CAPITAL, DISTRIBUTED):
        known = found.get(piece.moved.entry)
        found[piece.moved.entry] = replace(known, amount=known.amount + piece.amount) if known else piece
    return [one for one in found.values() if one.amount]


COMMITTED, CALLED, UNFUNDED, INTEREST, GIVEN = "committed", "called", "unfunded", "interest", "given"
PAID_IN, PAID_BACK, PAID_OUT = "paid-in", "paid-back", "paid-out"
TAKEN, PRICE, HANDED = "taken-over", "price", "handed-over"
DUE, REFUND, PAYABLE = "due", "refund", "payable"
OTHERWISE, EQUALISED_IN, EQUALISED_OUT = "otherwise", "equalised-in", "equalised-out"
CAPITAL_NAMES: Mapping[str, Text] = {
    CALLED: Text.of(vi="Góp vốn theo các lần gọi", en="Contributions called"),
    EQUALISED_IN: Text.of(vi="Góp bù khi tham gia sau (vốn)", en="Equalisation paid in when joining later (capital)"),
    EQUALISED_OUT: Text.of(
        vi="Được hoàn khi có người tham gia sau (vốn)", en="Equalisation received when others joined (capital)"
    ),
    OTHERWISE: Text.of(vi="Thay đổi vốn khác", en="Other changes of capital"),
}
RETURNED, GAINED, RECALLABLE, COUNTED = "returned", "gained", "recallable", "counted"
DISTRIBUTIONS: Mapping[str, Text] = {
    RETURNED: Text.of(vi="Phân chia: hoàn vốn", en="Distributions: return of capital"),
    GAINED: Text.of(vi="Phân chia: lợi nhuận", en="Distributions: gain"),
    RECALLABLE: Text.of(vi="Phân chia: có thể gọi lại", en="Distributions that may be called again"),
}
