"""MDS Policy: what a licence allows as documents for machines, and each suspension as one that allows nothing.

A vehicle that one rule of a policy matched is not looked at by the rules after it, so a version of a licence is two
policies: how many devices may be where and when, and how fast they may go; the first of them once for every stretch of
days with other hours, where holidays count. What was published never changes; a later document names those that it
replaces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.trials.rules.lifecycle import REVOKED
from longbien.trials.rules.mds.geography import EVERYWHERE, geography_id, zone_id
from longbien.trials.rules.mds.hours import Stretch, stretches
from longbien.trials.rules.mds.terms import (
    AT_LARGE,
    EXTENSION,
    NOTICE,
    Document,
    Mode,
    midnight,
    milliseconds,
    named,
    shortened,
)
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.standing import last_day

TOLD = (
    "windows",
    "guardrails",
    "stop_on",
    "fleet",
    "comparisons",
    "needs_consent",
)  # parts of a plan that MDS has no words for, or not all


@dataclass(frozen=True)
class Grant:
    """A version of a licence, numbered from 1, and when it was granted."""

    version: int
    granted_at: datetime
    policy: Policy


@dataclass(frozen=True)
class Stop:
    """A suspension: when it was decided and lifted. Why is for the register to say: a late event may change that."""

    id: UUID
    decided_at: datetime
    lifted_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """All that was published of a trial. `closed` is when it was over, and in which state that left it."""

    trial_id: UUID
    number: str
    title: str
    summary: str
    mode: Mode
    grants: tuple[Grant, ...]
    stops: tuple[Stop, ...] = ()
    closed: tuple[datetime, str] | None = None
    is_demo: bool = False


def policy_documents(history: History, language: str) -> tuple[Document, ...]:
    """Every MDS policy of a trial, in the order in which they were published."""
    found: list[Document] = []
    before: list[str] = []
    for grant in history.grants:
        licence = list(_licence(history, grant, before, language))
        before = [one["policy_id"] for one in licence]
        found += licence
    for stop in history.stops:
        found.append(_suspension(history, stop, language))
        if stop.lifted_at is not None:
            found.append(_resumption(history, stop, stop.lifted_at, language))
    if history.closed is not None:
        found.append(_closing(history, *history.closed, [one["policy_id"] for one in found], language))
    return tuple(sorted(found, key=lambda one: one["published_date"]))


@dataclass(frozen=True)
class Part:
    """A policy of a version: what it is called and tells, on which local days it holds."""

    code: str
    name: Text
    first: date
    end: date
    rules: tuple[Document, ...]


def _licence(history: History, grant: Grant, before: list[str], language: str) -> Iterator[Document]:
    """The policies of a version; those whose days are over when it is granted are not published."""
    zone = grant.policy.timezone
    for part in _parts(grant.policy, history.mode, language):
        owner, name = named(history.trial_id, f"version.{grant.version}.{part.code}"), part.name.in_language(language)
        start, end = max(grant.granted_at + NOTICE, midnight(part.first, zone)), midnight(part.end, zone)
        if start < end:
            words = shortened(f"{history.number}: {name}")
            told = shortened(f"{history.title}. {history.summary}")
            yield _document(history, owner, words, told, published=grant.granted_at, start=start) | {
                "end_date": milliseconds(end),
                "prev_policies": before,
                "rules": [rule | {"rule_id": str(named(owner, f"rule.{n}"))} for n, rule in enumerate(part.rules)],
                EXTENSION: _marked(history, "licence") | _terms(grant),
            }


def _parts(policy: Policy, mode: Mode, language: str) -> Iterator[Part]:
    """Where and when, stretch by stretch (`hours`), and how fast, over the whole term."""
    found = stretches(policy)
    for one in found:
        code = "operation" if len(found) == 1 else f"operation.{one.first}"
        yield Part(code, OPERATION, one.first, one.end, tuple(_operation(policy, mode, one, language)))
    yield Part("speed", SPEED, policy.term.start, policy.term.end, tuple(_speed(policy, mode, language)))


def _operation(policy: Policy, mode: Mode, stretch: Stretch, language: str) -> Iterator[Document]:
    """None where nobody may go; so many devices at the sites in the hours; none at another place or time."""
    for zone in policy.plan.limits.no_go:
        yield _rule(zone.name) | _count(mode, 0) | {"geographies": [str(zone_id(zone))]}
    inside = _rule(OPEN.in_language(language)) | _count(mode, policy.plan.devices)
    inside["geographies"] = [str(geography_id(site)) for site in policy.sites]
    for span in stretch.spans:
        yield inside | {"days": list(span.days), "start_time": span.opens, "end_time": span.closes}
    yield _rule(NOWHERE_ELSE.in_language(language)) | _count(mode, 0)


def _speed(policy: Policy, mode: Mode, language: str) -> Iterator[Document]:
    """The slowest zones come first: where zones overlap the lowest speed holds."""
    for zone in sorted(policy.plan.limits.slow, key=lambda one: one.speed_kmh):
        yield _rule(zone.name) | _most(mode, zone.speed_kmh) | {"geographies": [str(zone_id(zone))]}
    yield _rule(FASTEST.in_language(language)) | _most(mode, policy.plan.speed_kmh)


def _suspension(history: History, stop: Stop, language: str) -> Document:
    """In force at once: MDS' notice is for what a fleet has to prepare for, and this one has only to stop."""
    return _prohibition(history, named(stop.id, "suspension"), SUSPENDED, stop.decided_at, language) | {
        "prev_policies": [],
        EXTENSION: _marked(history, "suspension", emergency=True),
    }


def _resumption(history: History, stop: Stop, lifted_at: datetime, language: str) -> Document:
    """Replaces the suspension. A policy needs a rule, so it has one that tells and forbids nothing."""
    owner, name = named(stop.id, "resumption"), RESUMED.in_language(language)
    told = {"rule_type": "user", "messages": dict(RESUMED)}
    words = shortened(f"{history.number}: {name}")
    return _document(history, owner, words, name, published=lifted_at, start=lifted_at + NOTICE) | {
        "prev_policies": [str(named(stop.id, "suspension"))],
        "rules": [_rule(name) | told | {"rule_id": str(named(owner, "rule.0"))}],
        EXTENSION: _marked(history, "resumption"),
    }


def _closing(history: History, at: datetime, state: str, before: list[str], language: str) -> Document:
    """The end of a trial replaces all that was published of it."""
    said = WITHDRAWN if state == REVOKED else OVER
    return _prohibition(history, named(history.trial_id, "closing"), said, at, language) | {
        "prev_policies": before,
        EXTENSION: _marked(history, "closing", emergency=True),
    }


def _prohibition(history: History, owner: UUID, said: Text, at: datetime, language: str) -> Document:
    words = said.in_language(language)
    rule = _rule(words) | _count(history.mode, 0) | {"messages": dict(said)}
    document = _document(history, owner, shortened(f"{history.number}: {words}"), words, published=at, start=at)
    return document | {"rules": [rule | {"rule_id": str(named(owner, "rule.0"))}]}


def _document(
    history: History, owner: UUID, name: str, description: str, *, published: datetime, start: datetime
) -> Document:
    return {
        "policy_id": str(owner),
        "mode_id": history.mode.id,
        "provider_ids": [str(history.trial_id)],
        "name": name,
        "description": description,
        "published_date": milliseconds(published),
        "start_date": milliseconds(start),
    }


def _rule(name: str) -> Document:
    return {
        "name": shortened(name),
        "geographies": [str(EVERYWHERE)],
        "states": {state: [] for state in AT_LARGE},
    }


def _count(mode: Mode, most: int) -> Document:
    count = {"rule_type": "count", "rule_units": "devices", "maximum": most, "inclusive_maximum": True}
    return count | {"vehicle_types": [mode.vehicle_type]}


def _most(mode: Mode, speed_kmh: int) -> Document:
    speed = {"rule_type": "speed", "rule_units": "kph", "maximum": speed_kmh, "inclusive_maximum": True}
    return speed | {"vehicle_types": [mode.vehicle_type]}


def _marked(history: History, kind: str, *, emergency: bool = False) -> Document:
    return {
        "kind": kind,
        "emergency": emergency,
        "demonstration": history.is_demo,
        "licence": history.number,
        "register": f"/register/{to_slug(history.trial_id)}",
    }


def _terms(grant: Grant) -> Document:
    """What was licensed beyond MDS: caps on people, value and whatever else the plan caps, and the guardrails."""
    plan = grant.policy.plan.to_data()
    return {
        "version": grant.version,
        "plan_sha256": grant.policy.plan.sha256,
        "policy_sha256": grant.policy.sha256,
        "regime": grant.policy.regime,
        "timezone": grant.policy.timezone,
        "first_day": grant.policy.term.start.isoformat(),
        "last_day": last_day(grant.policy.term).isoformat(),
        "caps": {key.removeprefix("cap_"): value for key, value in plan.items() if key.startswith("cap_")},
        **{key: plan[key] for key in TOLD if key in plan},
        **({"lots": grant.policy.lots.to_data()} if grant.policy.lots else {}),
    }


OPERATION = Text.of(vi="nơi và giờ hoạt động", en="where and when devices may operate")
SPEED = Text.of(vi="tốc độ", en="speed")
OPEN = Text.of(vi="Trong khu vực và khung giờ được phép", en="Within the licensed areas and hours")
NOWHERE_ELSE = Text.of(vi="Không ở nơi khác, không vào giờ khác", en="Not elsewhere and at no other time")
FASTEST = Text.of(vi="Tốc độ cao nhất", en="Highest speed")
SUSPENDED = Text.of(
    vi="Thử nghiệm bị tạm dừng. Không thiết bị nào được hoạt động.",
    en="The trial is suspended. No device may operate.",
)
RESUMED = Text.of(vi="Thử nghiệm được tiếp tục.", en="The trial was resumed.")
WITHDRAWN = Text.of(vi="Giấy phép thử nghiệm bị thu hồi.", en="The licence was withdrawn.")
OVER = Text.of(vi="Thử nghiệm đã kết thúc.", en="The trial has ended.")
