"""Procedures, people and cases for the tests of this room."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from django.conf import settings

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.sourced import Sourced, parse_yaml
from longbien.people.models import HubRole, Membership, Organisation, Person
from longbien.people.queries import actor_for
from longbien.procedures.actions.authoring.drafting import _begin
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import bundle_of
from longbien.procedures.rules.authoring.starter import WORDS, starter
from longbien.procedures.rules.authoring.texts import Texts
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.reading import read_definition
from longbien.record.actions.act import act

LANGUAGES = ("vi", "en")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # nine in the morning in Hanoi

KNOWN = Known(
    languages=LANGUAGES,
    country="VN",
    stages=frozenset({"connect", "build"}),
    groups=frozenset({"programme-officer", "reviewer"}),
    bodies=frozenset({"gate-board"}),
    effects=frozenset({"receipt", "notify", "escalate", "letter", "reopen", "room.effect", "room.decision"}),
    matchers=frozenset({"room.matcher"}),
    choices=frozenset({"room.list"}),
    subjects=frozenset({"problems.problem"}),
    currency="VND",
    registers=frozenset({"person.email", "organisation.name"}),
    has_wards=True,
    deciding=frozenset({"room.decision"}),
)


def bi(words: str) -> dict[str, str]:
    return {"vi": f"{words} (vi)", "en": words}


def form(**questions: Any) -> dict[str, Any]:
    """A form; every question is `required` unless it says `optional=True`."""
    required = [name for name, question in questions.items() if not question.pop("optional", False)]
    titled = {name: {"x-title": bi(name), **question} for name, question in questions.items()}
    return {"type": "object", "additionalProperties": False, "required": required, "properties": titled}


def sample() -> dict[str, Any]:
    """A small procedure that lint has nothing against: a draft, a desk, two ends."""
    return {
        "procedure": "test.sample",
        "version": 1,
        "title": bi("Sample"),
        "service": {"type": "cpsv:PublicService", "output": "paper", "basis": "hub-rule"},
        "calendar": "VN",
        "roles": {"applicant": "case.owner", "officer": "group:programme-officer"},
        "forms": {"request": "forms/request.schema.json"},
        "states": {
            "draft": {"edit": ["applicant"]},
            "screening": {},
            "accepted": {"final": True},
            "rejected": {"final": True},
        },
        "actions": {
            "submit": {"from": "draft", "to": "screening", "by": "applicant", "form": "request"},
            "approve": {"from": "screening", "to": "accepted", "by": "officer", "require": ["reason"]},
            "reject": {"from": "screening", "to": "rejected", "by": "officer", "require": ["reason"]},
        },
    }


def sample_forms() -> dict[str, dict[str, Any]]:
    return {"request": form(title={"type": "string", "minLength": 3}, size={"type": "integer", "minimum": 1})}


def action(source: str, target: str, by: str, **more: Any) -> dict[str, Any]:
    return {"title": bi("Do"), "from": source, "to": target, "by": by, **more}


def opinion() -> tuple[dict[str, Any], dict[str, Any]]:
    """A service in which a reviewer gives an opinion, for cases to open beside them; and its form."""
    data = sample() | {
        "procedure": "test.legal",
        "roles": {"applicant": "case.owner", "officer": "group:reviewer"},
        "states": {"waiting": {"title": bi("Waiting")}, "answered": {"title": bi("Answered"), "final": True}},
        "forms": {"advice": "forms/advice.schema.json"},
        "actions": {"answer": action("waiting", "answered", "officer", form="advice")},
    }
    return data, {"advice": form(advice={"type": "string"})}


def bundle(
    data: Mapping[str, Any] | None = None,
    forms: Mapping[str, Any] | None = None,
    letters: Mapping[str, str | None] | None = None,
) -> Bundle:
    """A procedure and its forms as if read from files, with their lines."""
    data, forms = sample() if data is None else data, sample_forms() if forms is None else forms
    sources = {name: source(one, f"forms/{name}.schema.json") for name, one in forms.items()}
    return Bundle(source(data, "p.yaml"), sources, letters=letters or {})


def source(data: Any, name: str) -> Sourced:
    return parse_yaml(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode(), named=name)


def definition(data: Mapping[str, Any] | None = None) -> Definition:
    return read_definition(sample() if data is None else data, LANGUAGES)


def slug(case_id: UUID) -> str:
    return to_slug(case_id)


def local_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(settings.HUB.timezone))


def person(name: str, *roles: str) -> Person:
    found = Person.objects.create(email=f"{name}-{new_id()}@example.org", name=name.title())
    for role in roles:
        HubRole.objects.create(person=found, role=role, granted_at=MONDAY)
    return found


def team(*members: Person, name: str = "Team") -> Organisation:
    made = Organisation.objects.create(name=name, kind="team", created_at=MONDAY)
    for member in members:
        Membership.objects.create(person=member, organisation=made, role="lead")
    return made


def actor(of: Person) -> Actor:
    return actor_for(of.pk)


def published(
    data: Mapping[str, Any] | None = None,
    forms: Mapping[str, Any] | None = None,
    letters: Mapping[str, str | None] | None = None,
) -> UUID:
    return publish_version(bundle=bundle(data, forms, letters), by=SYSTEM, at=MONDAY)


def opened(owner: Organisation, by: Person, *, procedure: str = "test.sample", at: datetime = MONDAY) -> UUID:
    return open_case(procedure=procedure, owner_id=owner.pk, about=None, by=actor(by), at=at)


def submitted(owner: Organisation, by: Person, *, at: datetime = MONDAY) -> UUID:
    case_id = opened(owner, by, at=at)
    perform(case_id=case_id, action="submit", data={"title": "A thing", "size": 2}, by=actor(by), at=at)
    return case_id


def hub_bundle(name: str) -> Bundle:
    """A procedure of the hub that the tests run with."""
    folder = Path(settings.HUB.folder) / "procedures"
    path = folder / f"{name}.yaml"
    return bundle_of(parse_yaml(path.read_bytes(), named=str(path)), folder)


def changed(data: dict[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with the parts under `set` put in and those under `drop` taken out, each by its dotted path."""
    for path, value in spec.get("set", {}).items():
        node, last = _into(data, path)
        node[last] = value
    for path in spec.get("drop", []):
        node, last = _into(data, path)
        del node[last]
    return data


def _into(data: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *steps, last = path.split(".")
    for step in steps:
        data = data.setdefault(step, {})
    return data, last


def replaced(known: Known, **values: Any) -> Known:
    return replace(known, **values)


def own_words(texts: Texts) -> Texts:
    """The starter with a title, a summary and readers of its own: what must be written before it is proposed."""
    said = {one: f"{one} *" for key in ("title", "summary", "who") for one in WORDS[key]}
    procedure = texts.procedure
    for one, own in said.items():
        procedure = procedure.replace(f'"{one}"', f'"{own}"')
    return Texts(procedure, texts.forms, texts.samples)


@act
def begun(by: Actor, at: datetime, name: str = "lab-visit") -> UUID:
    """A draft of a new service whose first revision is in own words."""
    hub = settings.HUB
    texts = own_words(starter(hub.code, name, hub.country, hub.languages))
    return _begin(f"{hub.code}.{name}", texts, by=by, at=at)
