"""When telemetry names somebody who doesn't consent: the rule `consent`, judged by the time of each event.

A withdrawal counts from when it was made, however late the hub hears of it. A consent, and the reversal of a
withdrawal, count from when the hub heard of them: who takes part must be on file before. So news can only add breaches
to events that were stored, never take one away, and in any order of arrival an event is judged the same. (A clock that
runs ahead of the hub's is judged by what is on file when its event comes in.)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.consent.codes import plain
from longbien.trials.rules.consent.steps import WITHDRAW

CONSENT = "consent"  # the rule
KEY = '"participant":'  # as telemetry keeps it
FAR = 2**62
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Heard:
    """A step under a code: when it was taken, and when the hub heard of it; microseconds since 1970 UTC."""

    code: str
    verb: str
    at_us: int
    heard_us: int


@dataclass(frozen=True)
class Span:
    """[since, until), in microseconds since 1970 UTC."""

    since_us: int
    until_us: int = FAR

    def holds(self, at_us: int) -> bool:
        return self.since_us <= at_us < self.until_us


@dataclass(frozen=True)
class Lacking:
    """By code, when its consent was lacking. `required`: a code that nobody consented under lacks it always."""

    spans: Mapping[str, tuple[Span, ...]]
    required: bool

    def breaks(self, codes: Iterable[str], at_us: int) -> bool:
        """Whether any of the codes that an event names at an instant lacks consent."""
        nobody = (Span(-FAR),) if self.required else ()
        return any(span.holds(at_us) for code in codes for span in self.spans.get(code, nobody))


def lacking(heard: Iterable[Heard], *, required: bool) -> Lacking:
    """What follows from steps in the order in which they were recorded."""
    spans = dict[str, list[Span]]()
    for one in heard:
        known = spans.setdefault(one.code, [Span(-FAR)] if required else [])
        if one.verb == WITHDRAW:
            known.append(Span(one.at_us))
        elif known and known[-1].until_us == FAR:
            known[-1] = Span(known[-1].since_us, one.heard_us)
    return Lacking({code: tuple(found) for code, found in spans.items()}, required)


def codes_in(rest: str) -> tuple[str, ...]:
    """The codes that an event names, one or a list, as they are kept; "" for what is no code; nothing for nobody."""
    told = json.loads(rest).get("participant") if KEY in rest else None
    said = told if isinstance(told, list) else [] if told is None else [told]
    return tuple(plain(one) if isinstance(one, str) else "" for one in said)


def broken(named: Mapping[int, tuple[str, ...]], at_us: NDArray[np.int64], by: Lacking) -> Flags:
    """Which events broke the rule; `named` are the codes by row."""
    flags = np.zeros(len(at_us), dtype=np.bool_)
    for row, codes in named.items():
        flags[row] = by.breaks(codes, int(at_us[row]))
    return flags
