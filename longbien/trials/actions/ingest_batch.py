"""Take in a batch of telemetry: store every event, judge every event, stop the trial when a rule says so.

The bytes are on the disk before the transaction begins; the one transaction stores events, breaches, any suspension
and one record entry, or nothing. Sending the same batch again changes nothing and is answered as before. What counts
as operation under suspension, and why, stands in the ADR on telemetry and suspension.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.intake.hearing import Hearing, hear
from longbien.trials.actions.intake.keep_raw import keep_raw
from longbien.trials.actions.intake.stopping import standing, stop
from longbien.trials.actions.intake.storing import store, store_conflicts, store_figures
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import BatchStored
from longbien.trials.queries.policies import wording_of
from longbien.trials.rules.counts import Counts, count
from longbien.trials.rules.lifecycle import GRANTED
from longbien.trials.rules.sorting import digest
from longbien.trials.rules.telemetry import MAX_BYTES, BadLines, Events, instant_us, parse, unknown

SHOWN = 100
STOP = Text.of(
    vi="Thử nghiệm không được phép hoạt động. Hãy dừng thiết bị. Dữ liệu đã được lưu, không gửi lại.",
    en="The trial may not operate. Stop the devices. All of this was stored: don't send it again.",
)


@dataclass(frozen=True)
class Parcel:
    """A batch as it came: its bytes, already safe under `sha256`, and the events in them."""

    trial_id: UUID
    key_id: UUID | None
    sha256: str
    size: int
    events: Events


@dataclass(frozen=True)
class Answer:
    """What the sender hears. 200, or 409 when the batch holds operation under suspension or after the end: all of it
    is stored either way and must not be sent again. `body` is plain JSON with the counts."""

    status: int
    body: dict[str, Any]


def ingest_batch(trial_id: UUID, body: bytes, *, key_id: UUID | None, by: Actor, at: datetime) -> Answer:
    """Take in NDJSON bytes that arrived `at`; `key_id` is the fleet's key.

    Refusal 413 for more than 8 MB, 422 for a batch with any bad line (each named; nothing of it is stored, for it was
    not acknowledged), 404 / 403 by the policy, 409 for a trial that has not started.
    """
    if len(body) > MAX_BYTES:
        raise _too_large()
    try:
        events = parse(body, currency=settings.HUB.currency, wording=wording_of(trial_id))
    except BadLines as bad:
        raise _bad_lines(bad) from bad
    if not len(events):
        raise _nothing_there()
    return _take_in(Parcel(trial_id, key_id, keep_raw(trial_id, body), len(body), events), by=by, at=at)


@act
def _take_in(parcel: Parcel, *, by: Actor, at: datetime) -> Answer:
    trial = locked(parcel.trial_id, by=by, action="send-telemetry")
    overtake(trial, at=at)
    if trial.state == GRANTED:
        raise _not_started()
    feed = models.Feed.objects.select_for_update().get(trial=trial)
    before = models.Batch.objects.filter(feed=feed, sha256=parcel.sha256).first()
    if before is not None:
        return Answer(before.answer["status"], {**_aloud(before.answer), "again": True})
    hearing = hear(trial, feed, parcel.events, received_us=instant_us(at))
    batch, counts = _batch(trial, feed, parcel, hearing, at=at)
    store(batch, hearing.taken)
    store_conflicts(batch, parcel.events, hearing.lines.conflicts)
    store_figures(batch, hearing.taken)
    emit(_stored(batch, counts), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    stop(trial, hearing, at=at)
    return Answer(counts.status, _aloud(batch.answer))


def _aloud(answer: dict[str, Any]) -> dict[str, Any]:
    """What is kept, and the word to stop whenever the trial is suspended: the batch that stopped it is answered 200."""
    return {**answer, "message": dict(STOP)} if answer.get("suspended") else answer


def _batch(
    trial: models.Trial, feed: models.Feed, parcel: Parcel, hearing: Hearing, *, at: datetime
) -> tuple[models.Batch, Counts]:
    taken = hearing.taken
    later = Counter(one.rule for one in taken.older)
    counts = count(hearing.lines, taken.events, taken.broke, later, received=at, last_us=hearing.last_us)
    breaches = [
        f"{taken.events.ids[row]} {rule}" for rule, flags in taken.broke.items() for row in np.flatnonzero(flags)
    ]
    batch = models.Batch.objects.create(
        feed=feed,
        number=feed.batches + 1,
        sha256=parcel.sha256,
        size=parcel.size,
        key_id=parcel.key_id,
        received_at=at,
        answer={
            "batch": feed.batches + 1,
            "sha256": parcel.sha256,
            "status": counts.status,
            **({"unknown": list(names)} if (names := unknown(parcel.events)) else {}),
            **asdict(counts),
            "conflict_lines": [parcel.events.lines[row] for row in hearing.lines.conflicts[:SHOWN]],
            "suspended": standing(trial, hearing),
            **({"message": dict(STOP)} if counts.violations else {}),
        },
        breaches_sha256=digest([*breaches, *(f"{one.event_id} {one.rule}" for one in taken.older)]),
        events_sha256=digest(taken.events.ids),
    )
    return batch, counts


def _stored(batch: models.Batch, counts: Counts) -> BatchStored:
    fates = asdict(counts)
    return BatchStored(
        batch=batch.number,
        sha256=batch.sha256,
        size=batch.size,
        key_id=batch.key_id,
        breaches_by_rule=fates.pop("breaches"),
        later_by_rule=fates.pop("later"),
        counts=fates,
        breaches=batch.breaches_sha256,
        events=batch.events_sha256,
    )


def _too_large() -> Refusal:
    megabytes = MAX_BYTES // 1_000_000
    what = Text.of(vi=f"Mỗi gói dữ liệu tối đa {megabytes} MB.", en=f"A batch holds at most {megabytes} MB.")
    return Refusal("too-large", what, status=413)


def _bad_lines(bad: BadLines) -> Refusal:
    what = Text.of(
        vi=f"{bad.count} dòng không đọc được; cả gói dữ liệu chưa được lưu. Hãy sửa rồi gửi lại.",
        en=f"{bad.count} lines can't be read; nothing of the batch was stored. Mend them and send it again.",
    )
    return Refusal("bad-lines", what, faults=bad.faults)


def _nothing_there() -> Refusal:
    what = Text.of(vi="Gói dữ liệu không có sự kiện nào.", en="The batch holds no event.")
    return Refusal("empty", what, faults=(Fault("line 1", what),))


def _not_started() -> Refusal:
    return conflict(
        "not-started",
        Text.of(
            vi="Thử nghiệm chưa bắt đầu; gói dữ liệu chưa được lưu. Hãy bắt đầu thử nghiệm rồi gửi lại.",
            en="The trial has not started; nothing was stored. Start it, then send the batch again.",
        ),
    )
