"""Reads of telemetry batches: what came, when, and what was answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.trials import models


@dataclass(frozen=True)
class BatchView:
    """A stored batch. `answer` is what the client got; `path` where the raw bytes lie, by their SHA-256."""

    number: int
    sha256: str
    size: int
    received_at: datetime
    answer: Mapping[str, Any]
    breaches_sha256: str
    events_sha256: str
    path: Path


def raw_path(trial_id: UUID, name: str) -> Path:
    """Where the raw bytes of a batch lie: LONGBIEN_VAR/telemetry/<trial>/<two letters>/<sha256>.ndjson."""
    return Path(settings.VAR) / "telemetry" / trial_id.hex / name[:2] / f"{name}.ndjson"


def batches(trial_id: UUID) -> Iterator[BatchView]:
    """Every batch of a trial, in the order they were taken in."""
    rows = models.Batch.objects.filter(feed__trial_id=trial_id).order_by("number")
    for row in rows.iterator(chunk_size=500):
        yield BatchView(
            row.number, row.sha256, row.size, row.received_at, row.answer, row.breaches_sha256, row.events_sha256,
            raw_path(trial_id, row.sha256),
        )  # fmt: skip
