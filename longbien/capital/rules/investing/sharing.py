"""A distribution from the cash to each investor: the waterfall, then whose money it is, then by commitments.

Every unit keeps its path: the line of the waterfall, the line of the public terms (where these treat the sides
differently), and the share of the investor in it. What is explained adds up to what is paid, exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from longbien.capital.rules.growth import fine
from longbien.capital.rules.investing.flows import Flow
from longbien.capital.rules.investing.terms import DistributionTerms
from longbien.capital.rules.public.sharing import Moment, share_out
from longbien.capital.rules.waterfall.explained import Explained, Line
from longbien.capital.rules.waterfall.run import Course, run
from longbien.kernel.money import allocate, deficits

PUBLIC, PRIVATE = "public", "private"


@dataclass(frozen=True)
class Investor:
    """A commitment that shares: its id, whose money it is, and how much was committed."""

    id: str
    source: str
    committed: int


@dataclass(frozen=True)
class Stretch:
    """Units of the investors that ran the same way: through one line of a payment, and one line between the sides."""

    payment: int
    line: Line
    side: Line | None
    minor: int


@dataclass(frozen=True)
class Piece:
    """`minor` units of a stretch (by its place) that an investor got.

    `exact` is their share of it by commitments, `owed` what they lacked before: leftover units go to who lacks most.
    """

    investor: str
    minor: int
    exact: Fraction
    owed: Fraction
    stretch: int


@dataclass(frozen=True)
class Sharing:
    """A distribution as it comes out. `owed` is what each investor lacks after it, `escrow` held back of the carry."""

    cash: int
    explained: tuple[Explained, ...]
    stretches: tuple[Stretch, ...]
    pieces: tuple[Piece, ...]
    carry: int
    escrow: int
    owed: Mapping[str, Fraction]

    @property
    def residual(self) -> int:
        """What no path explains, and what no investor or manager got; 0 or the distribution is wrong."""
        unexplained = sum(abs(one.residual) for one in self.explained)
        return unexplained + abs(self.cash - self.carry - sum(one.minor for one in self.pieces))

    def parts(self) -> dict[str, int]:
        """What each investor gets in all."""
        found: dict[str, int] = {}
        for one in self.pieces:
            found[one.investor] = found.get(one.investor, 0) + one.minor
        return found


def share(
    terms: DistributionTerms,
    flows: Sequence[Flow],
    count: int,
    investors: Sequence[Investor],
    owed: Mapping[str, Fraction],
) -> Sharing:
    """The last `count` payments of these flows under the terms; those before are run again, as they were.

    ValueError when nothing was ever paid in by the investors.
    """
    course = run(terms.waterfall, [one.event(terms.waterfall.scope) for one in flows])
    paid = course.paid[len(course.paid) - count :]
    explained = tuple(one.explained for one in paid)
    lacks, stretches, pieces = dict(owed), list[Stretch](), list[Piece]()
    for place, (one, sides) in enumerate(zip(explained, _sides(terms, flows, course, count), strict=True)):
        for line, side, minor in _cut(one, sides):
            pieces += _among(Stretch(place, line, side, minor), len(stretches), investors, lacks)
            stretches.append(Stretch(place, line, side, minor))
    carry = sum(one.to("manager") for one in explained)
    return Sharing(
        cash=sum(one.cash for one in explained),
        explained=explained,
        stretches=tuple(stretches),
        pieces=tuple(pieces),
        carry=carry,
        escrow=_escrow(terms, course, carry),
        owed=lacks,
    )


def _sides(
    terms: DistributionTerms, flows: Sequence[Flow], course: Course, count: int
) -> list[tuple[Line, ...] | None]:
    """For each of the last payments its lines between the sides; None where both share alike."""
    if terms.sides is None:
        return [None] * count
    investors = iter(course.paid)
    moments = [
        Moment(
            one.on,
            one.public,
            one.private,
            next(investors).explained.to("investors") if one.proceeds else 0,
            one.source,
        )
        for one in flows
    ]
    shared = share_out(terms.sides, moments, terms.waterfall.hurdle.day_count)
    of_payments = [day.lines for day, flow in zip(shared, flows, strict=True) if flow.proceeds]
    return list(of_payments[len(of_payments) - count :])


def _cut(explained: Explained, sides: tuple[Line, ...] | None) -> Iterator[tuple[Line, Line | None, int]]:
    """The investors' units of each line, each stretch of them through one line of the public terms: of every tier in
    the same proportion, to the last unit."""
    lines = [line for line in explained.lines if line.to == "investors"]
    if sides is None:
        yield from ((line, None, line.minor) for line in lines)
        return
    left = [side.minor for side in sides]
    for line in lines:
        parts = allocate(line.minor, left)
        yield from ((line, side, part) for side, part in zip(sides, parts, strict=True) if part)
        left = [has - part for has, part in zip(left, parts, strict=True)]


def _among(stretch: Stretch, place: int, investors: Sequence[Investor], lacks: dict[str, Fraction]) -> list[Piece]:
    """Share a stretch by commitments, of one side or of all; `lacks` follows."""
    side = stretch.side
    sharing = [one for one in investors if side is None or one.source == side.to]
    weights, before = [one.committed for one in sharing], [lacks.get(one.id, Fraction(0)) for one in sharing]
    units = allocate(stretch.minor, weights, before)
    after = deficits(stretch.minor, weights, units, before)
    lacks.update((one.id, fine(lack)) for one, lack in zip(sharing, after, strict=True))
    return [
        Piece(one.id, got, Fraction(stretch.minor * one.committed, sum(weights)), lacked, place)
        for one, got, lacked in zip(sharing, units, before, strict=True)
        if got
    ]


def _escrow(terms: DistributionTerms, course: Course, carry: int) -> int:
    """What of this carry waits in escrow: the terms' share of all carry so far, cut to whole units, less what does."""
    held = terms.waterfall.clawback.escrow if terms.waterfall.clawback else Fraction(0)
    return int(course.manager * held) - int((course.manager - carry) * held)
