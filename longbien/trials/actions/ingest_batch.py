"""Take in a batch of telemetry: store every event, judge every event, stop the trial when a rule says so.

The bytes are on the disk before the transaction begins; the one transaction stores events, breaches, any suspension
and one record entry, or nothing. Sending the same batch again changes nothing and is answered as before. What counts
as operation under suspension, and why, stands in the ADR on telemetry and suspension.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.trials import models
from longbien.trials.actions.intake.hearing import hear
from longbien.trials.actions.intake.keep_raw import keep_raw
from longbien.trials.actions.intake.keeping import Parcel, aloud, keep
from longbien.trials.actions.intake.stopping import held
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.actions.locked import locked
from longbien.trials.queries.policies import wording_of
from longbien.trials.rules.lifecycle import GRANTED
from longbien.trials.rules.telemetry import MAX_BYTES, BadLines, instant_us, parse


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
        now = {**before.answer, "suspended": held(trial)}
        return Answer(before.answer["status"], {**aloud(trial, now), "again": True})
    hearing = hear(trial, feed, parcel.events, received_us=instant_us(at))
    batch, status = keep(trial, feed, parcel, hearing, by=by, at=at)
    return Answer(status, aloud(trial, batch.answer))


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
