"""Reads of consent: its texts, how each code stands, how many there are, and telemetry of those who withdrew."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from longbien.trials import models
from longbien.trials.rules.consent.steps import GIVEN, WITHDRAWN, Standing, Step, standings, withdrawn_spans
from longbien.trials.rules.telemetry import from_us, instant_us

KEY = '"participant":'  # as telemetry keeps it


@dataclass(frozen=True)
class ConsentText:
    """A version of what participants agree to."""

    version: int
    purpose: str
    words: str
    sha256: str
    published_at: datetime


@dataclass(frozen=True)
class Numbers:
    """How many consent now, how many withdrew, of how many that may take part at any moment."""

    consented: int
    withdrawn: int
    cap: int

    @property
    def above(self) -> bool:
        return self.consented > self.cap


def texts(trial_id: UUID) -> tuple[ConsentText, ...]:
    """Every version, first to newest."""
    rows = models.ConsentText.objects.filter(trial_id=trial_id).order_by("version")
    return tuple(ConsentText(row.version, row.purpose, row.words, row.sha256, row.published_at) for row in rows)


def steps(trial_id: UUID, codes: Iterable[str] | None = None) -> list[Step]:
    """What was done under the codes, or all of them, as it was recorded."""
    rows = models.ConsentStep.objects.filter(trial_id=trial_id)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return [Step(*row) for row in rows.order_by("pk").values_list("code", "verb", "text__version", "at")]


def standing_of(trial_id: UUID, code: str) -> Standing | None:
    return standings(steps(trial_id, [code])).get(code)


def numbers(trial_id: UUID, *, cap: int) -> Numbers:
    states = Counter(one.state for one in standings(steps(trial_id)).values())
    return Numbers(states[GIVEN], states[WITHDRAWN], cap)


def breaches_of_consent(trial_id: UUID, *, since: datetime | None = None, until: datetime | None = None) -> int:
    """How many events name a participant at a time when their consent was withdrawn.

    Telemetry that names none says nothing of it. Reads what came after the first withdrawal, as far as it names any.
    """
    spans = withdrawn_spans(steps(trial_id))
    if not spans:
        return 0
    first = min(begun for found in spans.values() for begun, _ in found)
    named = Q(at_us__gte=instant_us(max(first, since) if since else first), rest__contains=KEY)
    if until is not None:
        named &= Q(at_us__lt=instant_us(until))
    rows = models.TelemetryEvent.objects.filter(named, feed__trial_id=trial_id).values_list("at_us", "rest")
    return sum(_is_breach(at_us, rest, spans) for at_us, rest in rows.iterator(chunk_size=5000))


def _is_breach(at_us: int, rest: str, spans: dict[str, list[tuple[datetime, datetime | None]]]) -> bool:
    code, at = json.loads(rest).get("participant"), from_us(at_us)
    if not isinstance(code, str):
        return False
    return any(begun <= at and (ended is None or at < ended) for begun, ended in spans.get(code.upper(), ()))
