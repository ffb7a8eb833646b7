"""Keep what a hearing found: rows, answer, one entry in the record, and the suspension it leads to."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from longbien.kernel.actor import Actor
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.intake.hearing import Hearing
from longbien.trials.actions.intake.stopping import standing, stop
from longbien.trials.actions.intake.storing import store, store_conflicts, store_figures
from longbien.trials.actions.locked import subject_of
from longbien.trials.events import BatchStored
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.counts import STOP, Counts, count, spoken
from longbien.trials.rules.sorting import digest
from longbien.trials.rules.telemetry import Events, unknown

SHOWN = 100


@dataclass(frozen=True)
class Parcel:
    """A batch as it came: its bytes, already safe under `sha256`, and the events in them.

    Of no bytes (`size` 0) it is another look at what is stored: `sha256` then names what gave cause.
    """

    trial_id: UUID
    key_id: UUID | None
    sha256: str
    size: int
    events: Events


def keep(
    trial: models.Trial, feed: models.Feed, parcel: Parcel, hearing: Hearing, *, by: Actor, at: datetime
) -> tuple[models.Batch, int]:
    """The batch and its status: 409 when it holds operation that was not allowed at all, else 200."""
    batch, counts = _batch(trial, feed, parcel, hearing, at=at)
    store(batch, hearing.taken)
    store_conflicts(batch, parcel.events, hearing.lines.conflicts)
    store_figures(batch, hearing.taken)
    emit(_stored(batch, counts), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    stop(trial, hearing, at=at)
    return batch, counts.status


def aloud(trial: models.Trial, answer: dict[str, Any]) -> dict[str, Any]:
    """An answer in words for the trial as it stands: the batch that stopped it is answered 200, but told to stop."""
    told = {name: said for name, said in answer.items() if name != "message"}
    message = spoken(
        violations=answer["violations"], suspended=bool(answer["suspended"]), ended=trial.closed_at is not None
    )
    return {**told, "message": dict(message)} if message else told


def _batch(
    trial: models.Trial, feed: models.Feed, parcel: Parcel, hearing: Hearing, *, at: datetime
) -> tuple[models.Batch, Counts]:
    taken = hearing.taken
    later = Counter(one.rule for one in taken.older)
    counts = count(hearing.lines, taken.events, taken.broke, later, received=at, disordered=hearing.disordered)
    breaches = [
        f"{taken.events.ids[row]} {rule}" for rule, flags in taken.broke.items() for row in np.flatnonzero(flags)
    ]
    told = {
        "batch": feed.batches + 1,
        "sha256": parcel.sha256,
        "status": counts.status,
        **({"unknown": list(names)} if (names := unknown(parcel.events)) else {}),
        **asdict(counts),
        "conflict_lines": [parcel.events.lines[row] for row in hearing.lines.conflicts[:SHOWN]],
        "suspended": standing(trial, hearing),
    }
    batch = models.Batch.objects.create(
        feed=feed,
        number=feed.batches + 1,
        sha256=parcel.sha256,
        size=parcel.size,
        key_id=parcel.key_id,
        received_at=at,
        answer=_kept(trial, told),
        breaches_sha256=digest([*breaches, *(f"{one.event_id} {one.rule}" for one in taken.older)]),
        events_sha256=digest(taken.events.ids),
    )
    return batch, counts


def _kept(trial: models.Trial, told: dict[str, Any]) -> dict[str, Any]:
    """The answer as it is kept: under a licence of before the word to stop stands by every violation."""
    if policy_of(trial.pk).judgement > 1:
        return aloud(trial, told)
    return {**told, **({"message": dict(STOP)} if told["violations"] else {})}


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
