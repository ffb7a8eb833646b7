"""Plans, policies, events and trials for tests, as plain functions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.workdays import WorkingDays
from longbien.people.models import HubRole, Membership, Organisation, Person
from longbien.people.queries import actor_for
from longbien.places.actions.load_area import Described, load_area
from longbien.trials import models
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.actions.ingest_batch import Answer, ingest_batch
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.rules.plan import Plan, read_plan
from longbien.trials.rules.policy import Policy, Site, compile_policy
from longbien.trials.rules.regime import Regime, read_regime
from longbien.trials.rules.telemetry import Events, parse

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)  # 09:00 of a Monday in the test hub's zone, UTC+7
CURRENCY = "VND"
LANGUAGES = ("vi", "en")
VIETNAM = WorkingDays("VN", "Asia/Ho_Chi_Minh")


def square(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    """A GeoJSON square."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


SITES = {
    "north": Site("north", {"vi": "Bắc", "en": "North"}, square(105.84, 21.00)),
    "south": Site("south", {"vi": "Nam", "en": "South"}, square(105.84, 20.95)),
    # Where the robots of the trace are at home.
    "campus": Site("campus", {"vi": "Khuôn viên", "en": "Campus"}, square(105.8414, 21.001, 0.009)),
}


def plan_data(**but: Any) -> dict[str, Any]:
    """A licence form, filled in: weekdays 08:30–12:00 and 14:00–17:30 in the north, from 2 November 2026."""
    weekdays = ["mon", "tue", "wed", "thu", "fri"]
    return {
        "title": "Robot giao hàng thử nghiệm",
        "summary": "Giao hàng nhỏ bằng robot trên vỉa hè.",
        "areas": ["north"],
        "start": "2026-11-02",
        "term_months": 12,
        "windows": [
            {"days": weekdays, "from": "08:30", "to": "12:00"},
            {"days": weekdays, "from": "14:00", "to": "17:30"},
        ],
        "cap_participants": 4,
        "cap_devices": 3,
        "cap_value": {"minor": "1000", "currency": CURRENCY},
        "cap_speed_kmh": 10,
        "guardrails": [{"measure": "near_miss", "limit_per_site_day": 1}],
        "stop_on": ["area"],
        "incident_contact": "Nguyễn Văn Mẫu, 024 0000 0000",
        **but,
    }


def plan(**but: Any) -> Plan:
    return read_plan(plan_data(**but))


def regime_data(**but: Any) -> dict[str, Any]:
    return {
        "code": "test-regime",
        "title": {"vi": "Chế độ thử", "en": "Test regime"},
        "legal_basis": [{"source": "Test Law 1/2025", "locator": "Art. 7"}],
        "authority": {"vi": "Cơ quan thử", "en": "Test authority"},
        "grants": True,
        "as_of": "2026-03",
        "verified": False,
        "term": {"max_months": 36, "article": "Art. 7"},
        "extensions": {"count": 1, "max_months": 36, "article": "Art. 8"},
        "requires": [
            {
                "part": "areas",
                "article": "Art. 7(1)",
                "why": {"vi": "Giới hạn không gian", "en": "Limits on geography"},
            },
            {"part": "guardrails", "basis": "hub-rule", "why": {"vi": "Ngưỡng an toàn", "en": "Guardrails"}},
        ],
        "open": [],
        **but,
    }


def regime(**but: Any) -> Regime:
    return read_regime(regime_data(**but), LANGUAGES)


def policy(**but: Any) -> Policy:
    return compile_policy(plan(**but), regime(), SITES, calendar=VIETNAM, regime_sha256="0" * 64)


def before(policy: Policy) -> Policy:
    """The policy as it was licensed before judgement 2."""
    return replace(policy, judgement=1)


def hanoi_regime() -> dict[str, Any]:
    """The pack that the hub of the demonstration ships."""
    path = settings.HUB.folder / "regimes" / "capital-law-art-25.yaml"
    loaded: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))
    return loaded


def event(number: int = 1, *, at: datetime = MONDAY, **but: Any) -> dict[str, Any]:
    """A good event of device r1 in the middle of the north."""
    return {
        "id": f"e{number}",
        "device": "r1",
        "at": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "lon": 105.845,
        "lat": 21.005,
        "speed_kmh": 5.0,
        **but,
    }


def outside(number: int = 1, **but: Any) -> dict[str, Any]:
    """An event that left the area."""
    return event(number, **{"lon": 105.9, **but})


def ndjson(*events: Mapping[str, Any]) -> bytes:
    return "".join(json.dumps(one) + "\n" for one in events).encode()


def read(*events: Mapping[str, Any]) -> Events:
    return parse(ndjson(*events), currency=CURRENCY)


def later(seconds: float) -> datetime:
    return MONDAY + timedelta(seconds=seconds)


def person(name: str = "Người Mẫu", *roles: str) -> Person:
    found = Person.objects.create(email=f"p{Person.objects.count()}@example.test", name=name, is_demo=True)
    for role in roles:
        HubRole.objects.create(person=found, role=role, granted_at=NOW)
    return found


def officer(name: str = "Cán bộ Mẫu") -> Actor:
    return actor_for(person(name, "licensing-officer").pk)


@dataclass(frozen=True)
class Staged:
    """A trial with its people."""

    id: UUID
    organisation_id: UUID
    holder: Actor
    officer: Actor

    @property
    def row(self) -> models.Trial:
        return models.Trial.objects.get(pk=self.id)

    def send(self, *events: Mapping[str, Any], at: datetime = NOW) -> Answer:
        return ingest_batch(self.id, ndjson(*events), key_id=None, by=SYSTEM, at=at)

    def broken(self) -> set[tuple[str, str]]:
        return broken(self.id)

    def spans(self) -> list[tuple[int, int | None]]:
        return spans(self.id)


def broken(trial_id: UUID) -> set[tuple[str, str]]:
    """Every breach as (event id, rule)."""
    rows = models.Breach.objects.filter(feed__trial_id=trial_id)
    return set(rows.values_list("event__event_id", "rule"))


def spans(trial_id: UUID) -> list[tuple[int, int | None]]:
    """Every suspension as (since, lifted), in microseconds."""
    rows = models.Suspension.objects.filter(trial_id=trial_id).order_by("since_us")
    return list(rows.values_list("since_us", "lifted_us"))


def places_and_law() -> None:
    """The test areas and the test regime, in the database."""
    for site in SITES.values():
        described = Described(dict(site.name), {"vi": "Khu thử", "en": "Test area"}, None, [], True)
        load_area(code=site.code, described=described, geometry=dict(site.geometry), at=NOW)
    adopt_regime(regime_data(), by=SYSTEM, at=NOW)


def licensed(**but: Any) -> Staged:
    """A licensed trial of an organisation with one member, in a world with the test law and areas."""
    places_and_law()
    organisation = Organisation.objects.create(name="Nhóm Mẫu", kind="team", is_demo=True, created_at=NOW)
    someone = person("Trưởng nhóm Mẫu")
    Membership.objects.create(person=someone, organisation=organisation, role=Membership.Role.LEAD)
    asked = Application(organisation.pk, plan_data(**but))
    trial_id = issue_licence(asked, by=SYSTEM, at=NOW)
    return Staged(trial_id, organisation.pk, actor_for(someone.pk), officer())


def running(**but: Any) -> Staged:
    """A trial that has started."""
    staged = licensed(**but)
    start_trial(staged.id, by=staged.holder, at=NOW)
    return staged
