"""Whose name an action is done in: a choice among the actor's organisations."""

from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard
from longbien.ui.fields import Choice, Field


def organisation_field(label: Text, organisations: tuple[OrganisationCard, ...]) -> Field:
    """The question, with the organisations as answers."""
    choices = tuple(Choice(str(one.id), Text.of(und=one.name)) for one in organisations)
    return Field("organisation", "choice", label, required=True, choices=choices)


def only(organisations: tuple[OrganisationCard, ...]) -> dict[str, str]:
    """The answer when there is only one."""
    return {"organisation": str(organisations[0].id)} if len(organisations) == 1 else {}
