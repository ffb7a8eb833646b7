"""How the trial stood when each batch arrived, replayed from the leaves alone.

An event is judged by the suspensions known when its batch came in. Leaves stand in the order of their transactions, and
what a batch causes stands right behind it, so the timeline tells what was known before and after every batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from longbien.trials.rules.dossier.chain import Parts, Told, told
from longbien.trials.rules.suspension import Interval
from longbien.trials.rules.telemetry import instant_us

STORED, SUSPENDED, BACKDATED, RESUMED = (
    "trials.batch-stored", "trials.suspended", "trials.suspension-backdated", "trials.resumed",
)  # fmt: skip
CLOSING, EXPIRED = frozenset({"trials.closing", "trials.ended", "trials.revoked"}), "trials.expired"


@dataclass(frozen=True)
class Held:
    """A suspension: when it held, the rule that was broken, the event that broke it, and whether it came by itself."""

    interval: Interval
    rule: str
    event: str | None
    automatic: bool


@dataclass(frozen=True)
class Standing:
    """The suspensions so far, and when the trial was closed (microseconds since 1970 UTC), if it was."""

    held: tuple[Held, ...] = ()
    closed_us: int | None = None

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return tuple(one.interval for one in self.held)


@dataclass(frozen=True)
class Course:
    """The standing at the end, and by the number of each batch before and after it."""

    end: Standing
    before: Mapping[int, Standing]
    after: Mapping[int, Standing]


def course(parts: Parts) -> Course:
    """Replay the timeline. KeyError, IndexError or ValueError when its leaves can't have followed each other."""
    now, before, after, batch = Standing(), dict[int, Standing](), dict[int, Standing](), -1
    for one in told(parts):
        if one.kind == STORED:
            batch = int(one.field("batch"))
            before[batch] = now
        now = _next(now, one)
        if one.kind == STORED or (one.kind in (SUSPENDED, BACKDATED) and one.field("event") is not None):
            after[batch] = now
    return Course(now, before, after)


def _next(now: Standing, one: Told) -> Standing:
    said = one.leaf.open
    if one.kind == SUSPENDED:
        since = Interval(written_us(said["since"]))
        held = Held(since, str(said["rule"]), _name(said["event"]), bool(said["automatic"]))
        return replace(now, held=(*now.held, held))
    if one.kind == RESUMED:
        last = now.held[-1]
        lifted = Interval(last.interval.since_us, max(written_us(one.leaf.at), last.interval.since_us))
        return replace(now, held=(*now.held[:-1], replace(last, interval=lifted)))
    if one.kind == BACKDATED:
        at = now.intervals.index(next(i for i in now.intervals if i.since_us == written_us(said["before"])))
        earlier = replace(now.held[at].interval, since_us=written_us(said["since"]))
        moved = Held(earlier, str(said["rule"]), _name(said["event"]), now.held[at].automatic)
        return replace(now, held=(*now.held[:at], moved, *now.held[at + 1 :]))
    if one.kind in CLOSING:
        return replace(now, closed_us=written_us(one.leaf.at))
    if one.kind == EXPIRED:
        return replace(now, closed_us=written_us(said["ended"]))
    return now


def written_us(written: object) -> int:
    """Microseconds since 1970 UTC of an instant as the record writes it."""
    return instant_us(datetime.fromisoformat(str(written)))


def _name(event: object) -> str | None:
    return None if event is None else str(event)
