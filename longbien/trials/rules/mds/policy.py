"""MDS Policy: what a licence allows as documents for machines, and each suspension as one that allows nothing.

A vehicle that one rule of a policy matched is not looked at by the rules after it, so a version of a licence is two
policies: how many devices may be where and when, and how fast they may go. What was published never changes; a later
document names those that it replaces.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.trials.rules.lifecycle import REVOKED
from longbien.trials.rules.mds.geography import EVERYWHERE, geography_id
from longbien.trials.rules.mds.terms import (
    AT_LARGE,
    DAYS,
    EXTENSION,
    NOTICE,
    Document,
    Mode,
    midnight,
    milliseconds,
    named,
    shortened,
)
from longbien.trials.rules.plan import Window
from longbien.trials.rules.policy import MINUTES_A_DAY, Policy
from longbien.trials.rules.standing import last_day

PARTS = ("operation", "speed")
TOLD = ("windows", "guardrails", "stop_on")  # parts of a plan that MDS has no words for, or not all


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
    found = [document for grant in history.grants for document in _licence(history, grant, language)]
    for stop in history.stops:
        found.append(_suspension(history, stop, language))
        if stop.lifted_at is not None:
            found.append(_resumption(history, stop, stop.lifted_at, language))
    if history.closed is not None:
        found.append(_closing(history, *history.closed, [one["policy_id"] for one in found], language))
    return tuple(sorted(found, key=lambda one: one["published_date"]))


def _licence(history: History, grant: Grant, language: str) -> list[Document]:
    before = grant.version - 1
    return [
        _document(
            history,
            _part_id(history, grant.version, part),
            shortened(f"{history.number}: {NAMES[part].in_language(language)}"),
            shortened(f"{history.title}. {history.summary}"),
            published=grant.granted_at,
            start=max(grant.granted_at + NOTICE, midnight(grant.policy.term.start, grant.policy.timezone)),
        )
        | {
            "end_date": milliseconds(midnight(grant.policy.term.end, grant.policy.timezone)),
            "prev_policies": [str(_part_id(history, before, part))] if before else [],
            "rules": RULES[part](grant.policy, history.mode, _part_id(history, grant.version, part), language),
            EXTENSION: _marked(history, "licence") | _terms(grant),
        }
        for part in PARTS
    ]


def _operation(policy: Policy, mode: Mode, owner: UUID, language: str) -> list[Document]:
    """So many devices at the sites in the hours; none at another place or time."""
    sites = [str(geography_id(site)) for site in policy.sites]
    spans = dict.fromkeys(span for window in policy.plan.windows for span in _spans(window))
    inside = [
        _rule(owner, turn, OPEN.in_language(language))
        | _count(mode, policy.plan.devices)
        | {"geographies": sites, "days": list(days), "start_time": opens, "end_time": closes}
        for turn, (days, opens, closes) in enumerate(spans)
    ]
    return [*inside, _rule(owner, len(inside), NOWHERE_ELSE.in_language(language)) | _count(mode, 0)]


def _speed(policy: Policy, mode: Mode, owner: UUID, language: str) -> list[Document]:
    speed = {"rule_type": "speed", "rule_units": "kph", "maximum": policy.plan.speed_kmh, "inclusive_maximum": True}
    return [_rule(owner, 0, FASTEST.in_language(language)) | speed | {"vehicle_types": [mode.vehicle_type]}]


def _spans(window: Window) -> list[tuple[tuple[str, ...], str, str]]:
    """A window as days, first and last second; one that runs past midnight goes on in the morning of the next day."""
    opens = window.opens.hour * 60 + window.opens.minute
    closes = window.closes.hour * 60 + window.closes.minute
    today = tuple(DAYS[day] for day in sorted(window.days))
    if closes > opens:
        return [(today, _clock(opens), _last_second(closes))]
    tomorrow = tuple(DAYS[day] for day in sorted((day + 1) % len(DAYS) for day in window.days))
    evening = (today, _clock(opens), _last_second(MINUTES_A_DAY))
    return [evening, (tomorrow, _clock(0), _last_second(closes))] if closes else [evening]


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
        "rules": [_rule(owner, 0, name) | told],
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
    rule = _rule(owner, 0, words) | _count(history.mode, 0) | {"messages": dict(said)}
    document = _document(history, owner, shortened(f"{history.number}: {words}"), words, published=at, start=at)
    return document | {"rules": [rule]}


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


def _rule(owner: UUID, turn: int, name: str) -> Document:
    return {
        "rule_id": str(named(owner, f"rule.{turn}")),
        "name": name,
        "geographies": [str(EVERYWHERE)],
        "states": {state: [] for state in AT_LARGE},
    }


def _count(mode: Mode, most: int) -> Document:
    count = {"rule_type": "count", "rule_units": "devices", "maximum": most, "inclusive_maximum": True}
    return count | {"vehicle_types": [mode.vehicle_type]}


def _part_id(history: History, version: int, part: str) -> UUID:
    return named(history.trial_id, f"version.{version}.{part}")


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
        **{key: plan[key] for key in TOLD},
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"


def _last_second(closes: int) -> str:
    return f"{(closes - 1) // 60:02}:{(closes - 1) % 60:02}:59"


RULES = {"operation": _operation, "speed": _speed}
NAMES = {
    "operation": Text.of(vi="nơi và giờ hoạt động", en="where and when devices may operate"),
    "speed": Text.of(vi="tốc độ", en="speed"),
}
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
