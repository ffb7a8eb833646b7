"""The crossing: what happened, laid along the stages of the hub."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ventures.rules.tellings import Kind, Tone

State = Literal["done", "now", "next"]


@dataclass(frozen=True)
class Line:
    """One thing that happened: in words, about what, and its entry in the record.

    `ref` is the number of the case or trial; `stage` is set for arrivals.
    """

    at: datetime
    kind: Kind
    words: Text
    subject: Subject
    entry_id: UUID
    ref: str = ""
    note: str = ""
    tone: Tone = ""
    stage: str = ""


@dataclass(frozen=True)
class Arrival:
    """The venture entered a stage."""

    stage: str
    at: datetime


@dataclass(frozen=True)
class Span:
    """A stage with what happened in it. `since` is empty for the first one and for those still ahead."""

    stage: str
    state: State
    since: datetime | None
    lines: tuple[Line, ...]


def lay(stages: Sequence[str], arrivals: Sequence[Arrival], lines: Iterable[Line]) -> tuple[Span, ...]:
    """Every line in the stage where the venture stood when it happened, in the order of time.

    `arrivals` are in the order of time. A line of the very instant of an arrival belongs to the stage before: the
    decision that leads onward is taken there. Only the arrival itself (`line.stage`) stands in the new stage.
    """
    since: dict[str, datetime] = {arrival.stage: arrival.at for arrival in arrivals}
    current = arrivals[-1].stage if arrivals else stages[0]
    held: Mapping[str, list[Line]] = {stage: [] for stage in stages}
    for line in sorted(lines, key=lambda line: (line.at, line.stage != "", line.entry_id)):
        stage = line.stage or _stage_at(stages[0], arrivals, line.at)
        if stage in held:
            held[stage].append(line)
    return tuple(
        Span(stage, _state(stages, stage, current), since.get(stage), tuple(held[stage])) for stage in stages
    )  # fmt: skip


def _stage_at(first: str, arrivals: Sequence[Arrival], at: datetime) -> str:
    past = [arrival.stage for arrival in arrivals if arrival.at < at]
    return past[-1] if past else first


def _state(stages: Sequence[str], stage: str, current: str) -> State:
    ahead = stages.index(stage) - stages.index(current)
    return "now" if ahead == 0 else "next" if ahead > 0 else "done"
