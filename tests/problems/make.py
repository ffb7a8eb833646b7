"""Factories of the problems room."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.text import Text
from longbien.people.models import HubRole, Membership, Organisation, Person
from longbien.people.queries import actor_for
from longbien.problems.actions.classify import classify
from longbien.problems.actions.close import close
from longbien.problems.actions.publish import publish
from longbien.problems.actions.standardise import standardise
from longbien.problems.actions.state import state
from longbien.problems.rules.vocabulary import Vocabulary

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

WORDS = Vocabulary(
    languages=("vi", "en"),
    groups={"urban-space": Text.of(vi="Không gian đô thị", en="Urban space")},
    sectors={"drainage": Text.of(vi="Thoát nước", en="Drainage")},
    technologies={"robotics": Text.of(vi="Robot", en="Robotics")},
    localities={"hoan-kiem": Text.of(vi="Hoàn Kiếm", en="Hoàn Kiếm")},
)


def statement(**changes: Any) -> dict[str, Any]:
    """A whole statement without a fault; `changes` replace its parts."""
    return {
        "title": {"vi": "Ngập úng phố cổ", "en": "Flooding in the old quarter"},
        "summary": {"vi": "Mưa lớn làm ngập.", "en": "Heavy rain floods it."},
        "group": "urban-space",
        "sector": "drainage",
        "localities": ["hoan-kiem"],
        "technologies": ["robotics"],
        "outputs": {"vi": "Dịch vụ cảnh báo", "en": "A warning service"},
        "kpis": [kpi()],
        "sources": [
            {"source": {"vi": "Công văn 12", "en": "Letter 12"}, "locator": "", "url": "", "as_of": "2026-11-01"}
        ],
        **changes,
    }


def kpi(**changes: Any) -> dict[str, Any]:
    """A figure without a fault."""
    return {
        "name": {"vi": "Thời gian cảnh báo", "en": "Warning time"},
        "unit": {"vi": "phút", "en": "minutes"},
        "baseline": "",
        "target": "60",
        "is_demo": False,
        **changes,
    }


def actor(*roles: str, of: UUID | None = None) -> Actor:
    """A person with roles in the hub, a lead of the organisation `of`."""
    person = Person.objects.create(email=f"{new_id()}@example.org", name="Someone")
    for role in roles:
        HubRole.objects.create(person=person, role=role, granted_at=NOW)
    if of:
        Membership.objects.create(person=person, organisation_id=of, role="lead")
    return actor_for(person.pk)


def department(name: str = "Drainage Department") -> UUID:
    return Organisation.objects.create(name=name, kind="department", created_at=NOW).pk


def officer(of: UUID) -> Actor:
    return actor("department-officer", of=of)


def words(title: str = "Ngập úng phố cổ", **changes: Any) -> dict[str, Any]:
    """A whole statement in the classes of the hub that the tests run with."""
    return statement(
        title={"vi": title, "en": title}, **{"localities": [], "technologies": ["robotics"], **changes}
    )  # fmt: skip


def drafted(by: Actor, of: UUID, **changes: Any) -> UUID:
    """A draft with everything in it, at its first step."""
    return state(department_id=of, data=words(**changes), by=by, at=NOW)


def published(by: Actor, of: UUID, **changes: Any) -> UUID:
    """A problem in the catalogue, through the city's steps."""
    problem_id = drafted(by, of, **changes)
    classify(problem_id, by=by, at=NOW)
    standardise(problem_id, by=by, at=NOW)
    publish(problem_id, seq=1, by=by, at=NOW)
    return problem_id


def client(by: Actor) -> Client:
    """A browser in which someone is signed in."""
    browser = Client()
    browser.force_login(Person.objects.get(pk=by.id), backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def challenge() -> None:
    """The hub's own procedures, so that an application can be opened."""
    call_command("hub", "load", verbosity=0)


def closed(problem_id: UUID) -> None:
    close(problem_id, reason="It is solved.", by=actor("programme-officer"), at=NOW)
