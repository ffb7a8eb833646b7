"""Matters reserved to a governing body are decided by that body alone."""

from collections.abc import Iterator

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.known import Known


def check_reserved(definition: Definition, known: Known) -> Iterator[Complaint]:
    """An action that hub.yaml reserves to a body, and that someone else may do as well."""
    for name, action in definition.actions.items():
        body = known.reserved.get(f"{definition.code}:{name}")
        if body is None:
            continue
        others = [by for by in action.by if by not in definition.roles or not _is(definition, by, body)]
        if others:
            who = ", ".join(others)
            yield (
                ("actions", name, "by"),
                Text.of(
                    vi=f"Việc này dành riêng cho “{body}” (hub.yaml); “{who}” không được làm.",
                    en=f"This matter is reserved to “{body}” (hub.yaml); “{who}” may not do it.",
                ),
            )


def _is(definition: Definition, role: str, body: str) -> bool:
    found = definition.roles[role]
    return (found.kind, found.ref) == ("body", body)
