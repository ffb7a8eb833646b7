"""Take observations in: each a line of telemetry, all of a request one batch, judged as all telemetry is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.ingest_batch import Answer, ingest_batch
from longbien.trials.actions.sta.declare_entities import Sender, note_feature
from longbien.trials.api.mds.reports import TOLD as COUNTS
from longbien.trials.api.mds.speaking import in_words
from longbien.trials.api.sta.speaking import Service
from longbien.trials.queries.policies import wording_of
from longbien.trials.queries.sta.graph import Declared, declared_sensors
from longbien.trials.queries.sta.observed import told_otherwise
from longbien.trials.queries.sta.streams import feature_here, stream_of
from longbien.trials.rules.mds.terms import EXTENSION
from longbien.trials.rules.sta.entities import DATASTREAM, FEATURE
from longbien.trials.rules.sta.lines import Stream, batch, line_of, point_of
from longbien.trials.rules.sta.terms import Said, absent, number_in, unfit
from longbien.trials.rules.telemetry import BadLines, Events, instant_us, parse

ID, FEATURE_ID = "@iot.id", "FeatureOfInterest/id"


@dataclass(frozen=True)
class Taken:
    """What became of observations: the id of each that was stored, None for what was not; the answer of the intake;
    what was wrong with the first at fault."""

    ids: tuple[str | None, ...]
    answer: Answer
    fault: Refusal | None


class Streams:
    """The Datastreams of a service, as their observations need them."""

    def __init__(self, asked: Service) -> None:
        self.asked = asked
        self.policy = queries.policy_of(asked.trial_id)
        self.now = timezone.now()
        self.at: dict[tuple[str, str], Stream] = {}

    @cached_property
    def known(self) -> Declared:
        return declared_sensors(self.asked.trial_id)

    def stream(self, number: Any, feature: Any = None) -> Stream:
        """A Datastream; at a FeatureOfInterest, if one is named. Refusal 400 when one of them isn't there."""
        named = str(number), str(feature)
        if named not in self.at:
            self.at[named] = self._placed(self._found(number), feature)
        return self.at[named]

    def _found(self, written: Any) -> Stream:
        entity = self.known.get(DATASTREAM, number_in(written))
        if entity is None:
            absent(DATASTREAM.name, written)
        stream = stream_of(entity, self.known, self.policy)
        if stream.place is None or stream.feature is not None:
            return stream
        here = feature_here(self.known.beside(entity, "Thing")[0], self.known)
        return replace(stream, feature=self.note(here)) if here else stream

    def note(self, feature: Said) -> int:
        """The number of a FeatureOfInterest that says this."""
        sender = Sender(self.asked.trial_id, self.asked.key_id)
        number = note_feature(sender, feature, by=SYSTEM, at=self.now)
        self.__dict__.pop("known", None)
        return number

    def _placed(self, stream: Stream, written: Any) -> Stream:
        if written is None:
            return stream
        feature = self.known.get(FEATURE, number_in(written))
        if feature is None:
            absent(FEATURE.name, written)
        return replace(stream, feature=int(feature.id), place=point_of(feature.said["feature"]) or stream.place)


def take(streams: Streams, said: Iterable[tuple[Any, Mapping[str, Any] | None]]) -> Taken:
    """Take in observations with the numbers of their Datastreams. What is at fault is left out, the rest is taken.

    Refusal 400 when all of them are at fault, and those of the intake: 409 for a trial that has not started.
    """
    lines, places, fault = list[Said](), list[int](), None
    now_us, count = instant_us(streams.now), 0
    for turn, (number, one) in enumerate(said):
        count = turn + 1
        try:
            lines.append(_line(streams, number, one, now_us))
            places.append(turn)
        except Refusal as refusal:
            fault = fault or refusal
    answer, kept, bad = _ingested(streams, lines)
    if bad is not None:
        fault = fault or Refusal("bad-request", bad.what, status=400)
    ids: list[str | None] = [None] * count
    for row in kept:
        ids[places[row]] = lines[row]["id"]
    return Taken(tuple(ids), answer, fault)


def _line(streams: Streams, number: Any, said: Mapping[str, Any] | None, now_us: int) -> Said:
    if said is None:
        unfit("Hàng này không khớp với components.", "This row doesn't match the components.")
    return line_of(streams.stream(number, said.get(FEATURE_ID)), said, now_us)


def _ingested(streams: Streams, lines: list[Said]) -> tuple[Answer, list[int], Fault | None]:
    """The answer of the intake, the rows that were taken, and what was wrong with the first of the others."""
    rows, bad = list(range(len(lines))), None
    if not lines:
        return Answer(400, {}), [], None
    try:
        answer = _sent(streams, lines)
    except Refusal as refusal:
        if refusal.code != "bad-lines":
            raise
        rows, bad = _readable(streams, lines), refusal.faults[0]
        if not rows:
            return Answer(400, {}), [], bad
        answer = _sent(streams, [lines[row] for row in rows])
    if answer.body["conflicts"]:
        again = told_otherwise(streams.asked.trial_id, _parsed(streams, [lines[row] for row in rows]))
        rows = [row for turn, row in enumerate(rows) if turn not in again]
    return answer, rows, bad


def _sent(streams: Streams, lines: list[Said]) -> Answer:
    asked = streams.asked
    return ingest_batch(asked.trial_id, batch(lines), key_id=asked.key_id, by=SYSTEM, at=streams.now)


def _parsed(streams: Streams, lines: list[Said]) -> Events:
    return parse(batch(lines), currency=settings.HUB.currency, wording=wording_of(streams.asked.trial_id))


def _readable(streams: Streams, lines: list[Said]) -> list[int]:
    """The rows of the lines that are proper telemetry."""
    found = []
    for row, line in enumerate(lines):
        try:
            _parsed(streams, [line])
        except BadLines:
            continue
        found.append(row)
    return found


def stop(taken: Taken) -> Said:
    """What is said where observations were stored, and some of them were operation that is not allowed."""
    message = Text.of(**taken.answer.body["message"])
    return {"code": 409, "type": "error", "message": in_words(message), EXTENSION: counts(taken)}


def counts(taken: Taken) -> Said:
    """What the intake made of them."""
    return {name: taken.answer.body[name] for name in COUNTS if name in taken.answer.body}


def conflict() -> Refusal:
    """The refusal of an observation whose Datastream had another one at its time."""
    return Refusal("already-known", OTHER_CONTENT, status=409)


def nothing() -> Refusal:
    """The refusal of a request without any observation."""
    said = Text.of(vi="Không có quan trắc nào trong yêu cầu này.", en="There is no observation in this request.")
    return Refusal("empty", said, status=400)


OTHER_CONTENT = Text.of(
    vi="Datastream này đã có quan trắc khác tại thời điểm đó; bản mới được giữ làm bằng chứng, không được tính.",
    en="This Datastream has another observation at that time; the new one is kept as evidence and does not count.",
)
