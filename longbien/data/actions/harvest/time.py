"""When a source is read next: after its period, or sooner when it couldn't be read."""

from datetime import datetime
from uuid import UUID

from longbien.data.events.harvest import HarvestFailed
from longbien.data.models import Source
from longbien.data.rules.harvest.periods import PERIODS, pause
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def begin_reading(code: str, *, entry_id: UUID, at: datetime) -> datetime | None:
    """When it is tried again should nothing be heard of this reading any more; None when it isn't due by what
    `entry_id` set: it is read at other times by now, or not at all."""
    source = _held(code)
    if source is None or source.entry_id != entry_id or source.every not in PERIODS:
        return None
    failures = source.failures + 1
    due = at + pause(failures, source.every)
    Source.objects.filter(pk=source.pk).update(failures=failures, due_at=due)
    return due


@act
def note_read(code: str, *, at: datetime) -> datetime | None:
    """All of it was read: the next time is after its period. None when it has none any more."""
    source = _held(code)
    if source is None or source.every not in PERIODS:
        return None
    due = at + PERIODS[source.every]
    values = {"failures": 0, "failed_since": None, "trouble": None, "due_at": due}
    Source.objects.filter(pk=source.pk).update(**values)
    return due


@act
def note_read_by_hand(code: str) -> None:
    """Somebody read all of it: there is no trouble any more. The worker comes at its own time all the same."""
    Source.objects.filter(code=code).update(failures=0, failed_since=None, trouble=None)


@act
def note_trouble(code: str, why: Text, *, at: datetime) -> None:
    """It couldn't be read; its stewards are told when it could be the last time."""
    source = _held(code)
    if source is None:
        return
    Source.objects.filter(pk=source.pk).update(trouble=dict(why), failed_since=source.failed_since or at)
    if source.failed_since is None:
        subject = Subject("data.source", source.pk)
        emit(HarvestFailed(code), subject=subject, by=SYSTEM, at=at, chain=subject)


def _held(code: str) -> Source | None:
    hold(f"data.source {code}")
    return Source.objects.filter(code=code).first()
