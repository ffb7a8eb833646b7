"""Which events of a batch are new, which came before, and which contradict what came before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.telemetry import Events

# device, at_us, lon, lat, speed_kmh (None: not said), participants, value, rest
Content = tuple[str, int, float, float, float | None, int, int, str]


@dataclass(frozen=True)
class Sorted:
    """Rows of a batch by fate. A conflict bears an id that is known with other content: kept, not judged."""

    new: NDArray[np.intp]
    duplicates: int
    conflicts: tuple[int, ...]


def contents(events: Events) -> list[Content]:
    """What each event says apart from its id; equal contents under one id are one event sent twice."""
    return list(
        zip(
            events.devices, events.at_us.tolist(), events.lon.tolist(), events.lat.tolist(), speeds(events),
            events.participants.tolist(), events.value.tolist(), events.rest, strict=True,
        )
    )  # fmt: skip


def speeds(events: Events) -> list[float | None]:
    """Speeds as they are stored: None where an event says none."""
    return [None if speed != speed else speed for speed in events.speed_kmh.tolist()]  # noqa: PLR0124


def sort_out(events: Events, known: Mapping[str, Content]) -> Sorted:
    """Sort a batch against what is stored and against itself: the first line of an id counts."""
    seen = dict(known)
    new, conflicts, duplicates = [], [], 0
    for row, (name, content) in enumerate(zip(events.ids, contents(events), strict=True)):
        before = seen.setdefault(name, content)
        if before is content:
            new.append(row)
        elif before == content:
            duplicates += 1
        else:
            conflicts.append(row)
    return Sorted(np.array(new, dtype=np.intp), duplicates, tuple(conflicts))


def digest(lines: Iterable[str]) -> str:
    """SHA-256 over the sorted lines, each ended by a line feed: of event ids, or of `id rule` for breaches."""
    return sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()
