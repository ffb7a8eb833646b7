"""Who reads the answers of a form: what the applicant filled in is open to everyone near the case, what an office
filled in is the office's until the case is closed, and the one it was opened for, unless the procedure says otherwise
(`readers`)."""

from collections.abc import Set
from typing import Literal

from longbien.procedures.rules.definition import OWNER, Definition

Readers = Literal["all", "office-first", "office"]


def readers_of(definition: Definition, form: str) -> Readers:
    """What an action of the form says; else `all` where an applicant fills it in, `office-first` anywhere else."""
    filling = [action for action in definition.actions.values() if action.form == form]
    for action in filling:
        if action.readers:
            return action.readers
    return "all" if any(fills_as_owner(definition, action.by) for action in filling) else "office-first"


def fills_as_owner(definition: Definition, by: tuple[str, ...]) -> bool:
    return any(definition.roles[name].kind == OWNER for name in by if name in definition.roles)


def may_read(definition: Definition, form: str, roles: Set[str], *, is_closed: bool) -> bool:
    """Whether these roles of a case read the answers of a form now. Reviewers who were asked read what the applicant
    does and what is `office-first`, never what is for the `office`."""
    kinds = {definition.roles[name].kind for name in roles if name in definition.roles}
    match readers_of(definition, form):
        case "all":
            return True
        case "office":
            return bool(kinds & {"group", "body"})
    return is_closed or bool(kinds - {OWNER})
