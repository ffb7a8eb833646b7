"""Reads of consent: its texts, how each code stands, how many there are, and telemetry of who doesn't consent."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.trials import models
from longbien.trials.rules.consent.lacking import CONSENT, Heard, Lacking, lacking
from longbien.trials.rules.consent.steps import GIVEN, WITHDRAWN, Standing, Step, standings
from longbien.trials.rules.telemetry import instant_us

ASKED_AT_ONCE = 10_000  # SQLite takes 32,766 variables in a statement


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


def lacking_of(trial_id: UUID, codes: Iterable[str], *, required: bool) -> Lacking:
    """When consent was lacking under the codes, as the register is now."""
    asked, heard = sorted(codes), list[Heard]()
    for start in range(0, len(asked), ASKED_AT_ONCE):
        rows = models.ConsentStep.objects.filter(trial_id=trial_id, code__in=asked[start : start + ASKED_AT_ONCE])
        told = rows.order_by("pk").values_list("code", "verb", "at", "recorded_at")
        heard += [Heard(code, verb, instant_us(at), instant_us(recorded)) for code, verb, at, recorded in told]
    return lacking(heard, required=required)


def breaches_of_consent(trial_id: UUID, *, since: datetime | None = None, until: datetime | None = None) -> int:
    """How many events named a participant whose consent was lacking. Telemetry that names none says nothing of it."""
    rows = models.Breach.objects.filter(feed__trial_id=trial_id, rule=CONSENT)
    if since is not None:
        rows = rows.filter(at_us__gte=instant_us(since))
    if until is not None:
        rows = rows.filter(at_us__lt=instant_us(until))
    return rows.count()
