"""What an address answers beforehand: `?given=data_set:wards` chooses for one question of the form that comes first.

Only questions with a list of choices can be answered so, and only by what stands in that list today.
"""

from dataclasses import dataclass

from django.conf import settings

from longbien.kernel.text import Text
from longbien.procedures.queries.versions import Published
from longbien.procedures.registry import choices_named
from longbien.procedures.rules.definition import OWNER

LONGEST = 200


@dataclass(frozen=True)
class Given:
    """`asks` is what the question asks, None where the service asks no such one; `says` is what was chosen in words,
    None where the question doesn't offer it."""

    written: str
    form: str = ""
    question: str = ""
    value: str = ""
    asks: Text | None = None
    says: Text | None = None


def first_forms(version: Published) -> tuple[str, ...]:
    """The forms that an applicant sends first, in the order of the file."""
    definition = version.definition
    owners = {name for name, role in definition.roles.items() if role.kind == OWNER}
    begun = definition.actions_from(definition.initial.name)
    return tuple(dict.fromkeys(action.form for action in begun if action.form and owners & set(action.by)))


def given_in(written: str, version: Published) -> Given | None:
    """What the address gives; None where it gives nothing."""
    if not written:
        return None
    question, _, value = written[:LONGEST].partition(":")
    for form in first_forms(version):
        node = version.schemas[form]["properties"].get(question, {})
        if node.get("type") == "string" and "x-choices" in node:
            offered = {one.value: one.label for one in choices_named(node["x-choices"])}
            asks = settings.HUB.text(node["x-title"])
            return Given(written[:LONGEST], form, question, value, asks, offered.get(value))
    return Given(written[:LONGEST])
