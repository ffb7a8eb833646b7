"""Every key of the format, executed (tests/specs/procedures/format.yaml)."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.translation import override

from longbien.kernel.subject import Subject
from longbien.ledger.queries import accounts_of
from longbien.people.policy import can
from longbien.procedures.models import Case, EffectDone, Notice, Task
from longbien.procedures.queries import case as case_view
from longbien.procedures.queries import next_steps, service
from longbien.procedures.queries.letters import letters_of
from longbien.procedures.queries.standing import reckoning
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.format import format_schema
from longbien.procedures.views.grounds import grounds_fields
from longbien.procedures.views.reckoned import reckoned
from longbien.record.queries import chain
from tests.procedures import make
from tests.procedures.world import World, marks, other


def owed(world):
    """What the team owes the hub, in the ledger."""
    return sum(one.balance for one in accounts_of(Subject("people.organisation", world.organisations["team"].pk)))


SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/format.yaml").read_text())
COMMA = re.compile(r",\s*")


def offered(world, name):
    return [step.title["en"] for step in next_steps(world.case_id, make.actor(world.people[name]), world.now)]


def reads(world, name):
    actor = make.actor(world.people[name])
    return [one.form for one in world.case.answers.order_by("seq") if can(actor, "read", one)]


def told(world, name):
    kinds = Notice.objects.filter(person=world.people[name]).order_by("pk").values_list("kind", flat=True)
    # What became overdue is told once a day: `late:2026-12-10`.
    return ["late" if kind.startswith("late:") else kind for kind in kinds]


def asked(world):
    tasks = Task.objects.filter(case_id=world.case_id).exclude(state="recused").order_by("assigned_at", "pk")
    names = {person.pk: name for name, person in world.people.items()}
    return sorted(names[task.person_id] for task in tasks)


def catalogue(world):
    card = service("test.sample")
    said = card.definition.service
    return {
        "title": card.title["en"],
        "type": said.type,
        "output": said.output,
        "channels": list(said.channels),
        "until": said.until and said.until.isoformat(),
        "summary": card.summary and card.summary["en"],
        "who": card.who and card.who["en"],
        "hub_rule": said.is_hub_rule,
        "laws": [
            f"{basis.citation} (read {basis.as_of}, {'verified' if basis.verified else 'not verified'})"
            for basis in said.legal_basis
        ],
    }


def asks(world):
    """What every action asks as its reason, with the hint or the wording that stands ready."""
    definition = published(world.case.version_id).definition
    told = {one.name: list(map(_asked, grounds_fields(definition, one))) for one in definition.actions.values()}
    return {name: fields for name, fields in told.items() if fields}


def _asked(field):
    more = " | ".join(one.label["vi"] for one in field.choices) or (field.hint and field.hint["en"])
    return f"{field.label['en']} ({more})" if more else field.label["en"]


READ: dict[str, Any] = {
    "state": lambda world: world.case.state,
    "title": lambda world: world.case.title,
    "refused": lambda world: world.refusal and world.refusal.code,
    "says": lambda world: world.refusal and world.refusal.what["en"],
    "faults": lambda world: [fault.where for fault in world.refusal.faults],
    "version": lambda world: world.case.version.version,
    "newest": lambda world: service("test.sample").version,
    "answers": lambda world: dict(case_view(world.case_id).data),
    "state_title": lambda world: case_view(world.case_id).state_title["en"],
    "next": lambda world: case_view(world.case_id).next["en"],
    "stage": lambda world: case_view(world.case_id).stage,
    "due": lambda world: world.local(world.case.due),
    "closed": lambda world: world.case.closed_at is not None,
    "late": lambda world: sum(entry.kind == "procedures.case-late" for entry in chain(world.case.subject)),
    "moves": lambda world: list(world.case.moves.order_by("seq").values_list("action", flat=True)),
    "drafts": lambda world: list(world.case.drafts.values_list("data", flat=True)),
    "asked": asked,
    "task_due": lambda world: world.local(Task.objects.first().due),
    "task_title": lambda world: published(world.case.version_id).definition.tasks["review"].title["en"],
    "asks": asks,
    "hint": lambda world: published(world.case.version_id).definition.actions["approve"].hint["en"],
    "marks": lambda world: list(marks),
    "done": lambda world: EffectDone.objects.count(),
    "tacit": lambda world: world.case.moves.order_by("-seq").first().tacit,
    "signatures": lambda world: [[one.seq, one.method] for one in world.case.signatures.all()],
    "voters": lambda world: len(chain(world.case.subject)[-1].open.get("voters") or ()),
    "fee": lambda world: [[one.minor, one.currency, one.reference, one.state] for one in world.case.fees.all()],
    "owed": owed,
    "children": lambda world: {one.parent_key: one.state for one in world.case.children.all()},
    "letters": lambda world: [one.number for one in letters_of(world.case)],
    "sealed": lambda world: [one.document_id is not None for one in letters_of(world.case)],
    "outside": lambda world: [world.case.outside.number, world.case.outside.status],
    "handoff": lambda world: published(world.case.version_id).definition.states[world.case.state].handoff.to["en"],
    "about_state": lambda world: Case.objects.get(pk=Subject.parse(world.case.about).id).state,
}


@pytest.mark.django_db
@pytest.mark.parametrize("spec", SPEC["cases"], ids=[f"{spec['key']}: {spec['title']}" for spec in SPEC["cases"]])
def test_format(spec):
    world = World.of(spec.get("people", {}))
    for code, more in spec.get("others", {}).items():
        make.published(make.changed(other(code), {"set": more}), {})
    world.play([{"publish": spec.get("set", {})}, *spec.get("when", [])])
    for what, expected in spec["expect"].items():
        if what == "offered":
            assert {name: offered(world, name) for name in expected} == expected
        elif what == "reads":
            assert {name: reads(world, name) for name in expected} == expected
        elif what == "notices":
            assert {name: told(world, name) for name in expected} == expected
        elif what == "reckoned":
            with override("en"):
                version = published(world.case.version_id)
                found = reckoned(version, reckoning(world.case, version, world.now))
            assert {one.title["en"]: one.value for one in found} == expected
        elif what == "service":
            assert {key: catalogue(world)[key] for key in expected} == expected
        else:
            assert READ[what](world) == expected, what
    assert world.refusal is None or "refused" in spec["expect"], world.refusal


def keys_of(schema: dict[str, Any], path: str = "") -> set[str]:
    """Every key that the format knows, by its path; names that clerks choose are left out."""
    found: set[str] = set()
    for name, node in schema.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        found |= {below} | keys_of(node, below)
    for node in (schema.get("additionalProperties"), schema.get("items"), *schema.get("anyOf", ())):
        if isinstance(node, dict):
            found |= keys_of(node, path)
    return found


def test_every_key_of_the_format_has_a_case_here():
    named = {key.split(" ")[0] for spec in SPEC["cases"] for key in COMMA.split(spec["key"])}
    for key in sorted(keys_of(format_schema(("vi", "en")))):
        covered = key in named or any(one.startswith(f"{key}.") for one in named)
        assert covered, key
