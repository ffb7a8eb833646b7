"""What roles are called."""

from django.conf import settings

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import SYSTEM_ROLE, Definition

APPLICANT = Text.of(vi="Người nộp hồ sơ", en="Applicant")
SYSTEM = Text.of(vi="Hệ thống", en="The system")


def role_title(definition: Definition, name: str) -> Text:
    """A role of a procedure in the words of the hub."""
    if name == SYSTEM_ROLE:
        return SYSTEM
    role = definition.roles[name]
    match role.kind:
        case "case.owner":
            return APPLICANT
        case "group":
            return settings.HUB.roles[role.ref]
        case "body":
            named: Text = settings.HUB.text(settings.HUB.data["bodies"][role.ref]["name"])
            return named
    return definition.tasks[role.ref].title
