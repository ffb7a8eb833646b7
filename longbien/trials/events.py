"""What happens in the trials room, as the record writes it down. All of it stands in the trial's own sequence."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed


@dataclass(frozen=True)
class RegimeAdopted(Event, type="trials.regime-adopted"):
    """A version of a regime came into the hub; `sha256` of its canonical content."""

    code: str
    number: int
    sha256: str


@dataclass(frozen=True)
class LicenceIssued(Event, type="trials.licence-issued"):
    """A trial was licensed: plan and policy by their SHA-256, the regime by code and version."""

    number: str
    organisation: UUID
    case: UUID | None
    regime: str
    regime_version: int
    plan_version: int
    plan_sha256: str
    policy_sha256: str
    start: date
    end: date


@dataclass(frozen=True)
class TrialStarted(Event, type="trials.started"):
    number: str


@dataclass(frozen=True)
class BatchStored(Event, type="trials.batch-stored"):
    """A batch of telemetry was stored and judged.

    `sha256` of its bytes; `counts` of events by fate (new, duplicates, conflicts, skewed) and of breaches by rule;
    `breaches` is the digest of the breaches found (`rules.digest`), `events` that of the new events' ids.
    """

    batch: int
    sha256: str
    size: int
    key: UUID | None
    counts: dict[str, int]
    breaches_by_rule: dict[str, int]
    breaches: str
    events: str


@dataclass(frozen=True)
class TrialSuspended(Event, type="trials.suspended"):
    """The trial was stopped. `since` is the time of the stopping event; `rule` the broken one, or `officer`."""

    number: str
    organisation: UUID
    rule: str
    since: datetime
    automatic: bool
    event: str | None
    reason: str | None = sealed()


@dataclass(frozen=True)
class SuspensionBackdated(Event, type="trials.suspension-backdated"):
    """A late event showed that a suspension began earlier than known."""

    rule: str
    before: datetime
    since: datetime
    event: str | None


@dataclass(frozen=True)
class TrialResumed(Event, type="trials.resumed"):
    """A named officer let the trial go on."""

    number: str
    organisation: UUID
    officer: str = sealed()
    reason: str = sealed()


@dataclass(frozen=True)
class TrialRevoked(Event, type="trials.revoked"):
    """A named officer withdrew the licence."""

    number: str
    organisation: UUID
    officer: str = sealed()
    reason: str = sealed()


@dataclass(frozen=True)
class TrialEnded(Event, type="trials.ended"):
    """The holder ended the trial and reported."""

    number: str
    organisation: UUID
    report: str = sealed()


@dataclass(frozen=True)
class KeyIssued(Event, type="trials.key-issued"):
    """A fleet got a key to report with; the key itself is known to its holder alone."""

    key: UUID
    fleet: str = sealed()


@dataclass(frozen=True)
class KeyRevoked(Event, type="trials.key-revoked"):
    key: UUID


@dataclass(frozen=True)
class IncidentReported(Event, type="trials.incident-reported"):
    """Something happened that a guardrail counts, told by a person."""

    incident: UUID
    measure: str
    site: str
    happened_at: datetime
    severity: str
    description: str = sealed()
