"""Draw up the evidence dossier of a trial: one signed file that proves how it was run."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.plain import utc_micros
from longbien.record import queries as record
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.stamp_checkpoint import stamp_if_answered
from longbien.record.keys import signing_key, verifier
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events import DossierBuilt
from longbien.trials.queries.dossiers import dossier_path
from longbien.trials.queries.evidence import evidence, log, timeline
from longbien.trials.rules.dossier.file import BEFORE_TIMELINE, Header, digest, part_lines, write
from longbien.trials.rules.dossier.verify import keys


@dataclass(frozen=True)
class Draft:
    """What the record committed to: everything but the proof that it did. `entries` are the leaves of the timeline."""

    header: Header
    lines: dict[str, bytes]
    entries: list[UUID]


def build_dossier(trial_id: UUID, *, by: Actor, at: datetime) -> Path:
    """The file, written for good below LONGBIEN_VAR/dossiers. Each call records and writes another one."""
    draft = _record(trial_id, by=by, at=at)
    while sequence():
        pass
    sign_checkpoint(at=at)
    stamp_if_answered()
    proof = part_lines({"log": log(record.proof_for(draft.entries)), "keys": keys(verifier())})
    file = write(draft.header, draft.lines | proof, signing_key(), settings.HUB.log_origin)
    return _keep(dossier_path(trial_id, len(draft.entries)), file)


@act
def _record(trial_id: UUID, *, by: Actor, at: datetime) -> Draft:
    """Freeze the parts and commit to them, in one transaction with the trial locked."""
    trial = locked(trial_id, by=by, action="build-dossier")
    frozen = evidence(trial)
    lines = part_lines({name: frozen[name] for name in BEFORE_TIMELINE})
    built = DossierBuilt(
        number=trial.number,
        leaves=len(record.chain(subject_of(trial))),
        batches=len(frozen["batches"]),
        breaches=len(frozen["breaches"]),
        parts=digest(lines.values()),
    )
    emit(built, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    header = Header(settings.HUB.code, str(trial.pk), trial.number, utc_micros(at))
    entries = [entry.id for entry in record.chain(subject_of(trial))]
    return Draft(header, lines | part_lines({"timeline": list(timeline(trial))}), entries)


def _keep(path: Path, file: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as handle:
        handle.write(file)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    return path
