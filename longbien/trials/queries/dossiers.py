"""Reads of evidence dossiers: which were drawn up, and where their files lie."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from longbien.kernel.subject import Subject
from longbien.record.queries import chain

BUILT = "trials.dossier-built"


@dataclass(frozen=True)
class DossierView:
    """A dossier that the record knows. `size` is that of its file in bytes, None when the file is gone."""

    entry_id: UUID
    number: int
    at: datetime
    leaves: int
    batches: int
    breaches: int
    path: Path
    size: int | None


def dossier_path(trial_id: UUID, number: int) -> Path:
    """Where a dossier lies: LONGBIEN_VAR/dossiers/<trial>/<number of its leaf>.jsonl."""
    return Path(settings.VAR) / "dossiers" / trial_id.hex / f"{number:06}.jsonl"


def dossiers(trial_id: UUID) -> tuple[DossierView, ...]:
    """Every dossier of a trial, newest first."""
    built = (entry for entry in chain(Subject("trials.trial", trial_id)) if entry.kind == BUILT)
    found = []
    for entry in built:
        path = dossier_path(trial_id, entry.seq or 0)
        said, size = entry.open, path.stat().st_size if path.exists() else None
        found.append(
            DossierView(
                entry.id, entry.seq or 0, entry.at, said["leaves"] + 1, said["batches"], said["breaches"], path, size
            )
        )
    return tuple(reversed(found))
