"""Offices that a service counts on and that nobody holds: whatever waits for them waits in vain."""

from dataclasses import dataclass

from django.conf import settings

from longbien.kernel.text import Text
from longbien.people.queries import persons_in_body, roles_held
from longbien.procedures.models import Case
from longbien.procedures.queries.desk.wanting import held_in
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Definition, TaskSpec


@dataclass(frozen=True)
class Lacking:
    """A task for which `count` persons are wanting; `office` where nobody at all holds the role that it is given to."""

    task: Text
    count: int
    office: Text | None


def unheld(definition: Definition) -> tuple[Text, ...]:
    """The hub roles and bodies of a service that have nobody in them, by their titles."""
    groups = {role.ref for role in definition.roles.values() if role.kind == "group"}
    groups |= {group for spec in definition.tasks.values() if (group := _group(spec))}
    vacant = groups - roles_held(groups)
    hub = settings.HUB
    bodies = [role.ref for role in definition.roles.values() if role.kind == "body" and not persons_in_body(role.ref)]
    return (
        *(hub.roles[group] for group in sorted(vacant)),
        *(hub.text(hub.data["bodies"][body]["name"]) for body in dict.fromkeys(bodies)),
    )


def lacking_in(case: Case, version: Published) -> tuple[Lacking, ...]:
    """The tasks of the state for which persons are still wanting."""
    held = held_in(case)
    asked = [spec for spec in version.definition.states[case.state].tasks if spec.assign]
    short = [(spec, spec.count - held.count(spec.kind)) for spec in asked if spec.count > held.count(spec.kind)]
    groups = {group for spec, _count in short if (group := _group(spec))}
    vacant = groups - roles_held(groups) if groups else groups
    return tuple(
        Lacking(spec.title, count, settings.HUB.roles[_group(spec)] if _group(spec) in vacant else None)
        for spec, count in short
    )


def _group(spec: TaskSpec) -> str:
    """The hub role whose holders are asked; "" where a matcher chooses."""
    kind, _, group = spec.assign.rpartition(":")
    return group if kind == "group" else ""
