"""A fleet declares what it has: vehicles, stops, and events of vehicles off the street."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import FleetDeclared
from longbien.trials.queries.mds.fleet import Declared, declared
from longbien.trials.rules.sorting import digest

Objects = tuple[tuple[UUID, Mapping[str, Any]], ...]


@dataclass(frozen=True)
class Sent:
    """Objects of one kind under their MDS ids. `register` takes new ones, `update` known ones, `note` whichever are
    new and leaves the others as they are."""

    trial_id: UUID
    kind: str
    objects: Objects
    how: Literal["register", "update", "note"]
    key_id: UUID | None = None


@act
def declare(sent: Sent, *, by: Actor, at: datetime) -> None:
    """Write the next version of each object, or nothing at all.

    Refusal 409 naming those that are registered already, 404 those that are not, 409 to register for a trial that is
    over.
    """
    trial = locked(sent.trial_id, by=by, action="send-telemetry")
    if sent.how == "register" and trial.closed_at is not None:
        raise conflict("trial-over", TOO_LATE)
    known = declared(trial.pk, sent.kind, (ref for ref, _ in sent.objects))
    _check(sent, known)
    rows = _rows(sent, known, at)
    models.Declaration.objects.bulk_create(rows)
    if rows:
        emit(_told(sent, rows), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))


def _check(sent: Sent, known: Mapping[UUID, Declared]) -> None:
    refs = [ref for ref, _ in sent.objects]
    if sent.how == "register":
        times = Counter(refs)
        _refuse("already_registered", ALREADY, 409, [ref for ref in times if ref in known or times[ref] > 1])
    if sent.how == "update":
        _refuse("unregistered", UNKNOWN, 404, [ref for ref in refs if ref not in known])


def _refuse(code: str, what: Text, status: int, refs: list[UUID]) -> None:
    if refs:
        raise Refusal(code, what, status=status, faults=tuple(Fault(str(ref), what) for ref in refs))


def _rows(sent: Sent, known: Mapping[UUID, Declared], at: datetime) -> list[models.Declaration]:
    newest = dict(known)
    rows = []
    for ref, said in sent.objects:
        before = newest.get(ref)
        if before is not None and sent.how == "note":
            continue
        content = _written({**(before.data if before else {}), **said} if sent.kind == "stop" else said)
        newest[ref] = Declared(ref, before.number + 1 if before else 1, content)
        rows.append(
            models.Declaration(
                trial_id=sent.trial_id, key_id=sent.key_id, kind=sent.kind, ref=ref, number=newest[ref].number,
                content=content, sha256=sha256(content.encode()).hexdigest(), declared_at=at,
            )
        )  # fmt: skip
    return rows


def _written(data: Mapping[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _told(sent: Sent, rows: list[models.Declaration]) -> FleetDeclared:
    lines = (f"{row.ref} {row.number} {row.sha256}" for row in rows)
    return FleetDeclared(sent.kind, len(rows), sent.key_id, digest(lines))


ALREADY = Text.of(
    vi="Mã này đã được đăng ký. Hãy dùng PUT để thay đổi.", en="This id is registered already. Use PUT to change it."
)
UNKNOWN = Text.of(vi="Mã này chưa được đăng ký. Hãy đăng ký trước.", en="This id is not registered. Register it first.")
TOO_LATE = Text.of(
    vi="Thử nghiệm đã kết thúc; không đăng ký thêm được.", en="The trial is over; nothing more can be registered."
)
