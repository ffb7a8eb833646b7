"""Invitations that nobody has answered yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from longbien.kernel.actor import Actor
from longbien.people import models
from longbien.people.queries.organisations import OrganisationCard, organisation_card
from longbien.people.queries.persons import PersonCard, card_of


@dataclass(frozen=True)
class InvitationCard:
    """An open invitation. `email` is where it went: shown only to the organisation's leads and to the invited."""

    id: UUID
    organisation: OrganisationCard
    email: str
    role: str
    invited_by: PersonCard
    at: datetime


def invitation(invitation_id: UUID) -> InvitationCard | None:
    return next(iter(_invitations(models.Invitation.objects.filter(pk=invitation_id))), None)


def invitations_of(organisation_id: UUID) -> tuple[InvitationCard, ...]:
    """Invitations of an organisation that nobody has answered yet."""
    return _invitations(models.Invitation.objects.filter(organisation_id=organisation_id))


def invitations_for(actor: Actor) -> tuple[InvitationCard, ...]:
    """Open invitations to addresses that the actor has confirmed."""
    if actor.id is None:
        return ()
    mine = EmailAddress.objects.filter(user_id=actor.id, verified=True).values_list("email", flat=True)
    lowered = models.Invitation.objects.annotate(address=Lower("email"))
    return _invitations(lowered.filter(address__in=[address.lower() for address in mine]))


def _invitations(found: QuerySet[models.Invitation]) -> tuple[InvitationCard, ...]:
    rows = found.select_related("organisation", "invited_by").order_by("invited_at", "pk")
    return tuple(
        InvitationCard(
            row.pk, organisation_card(row.organisation), row.email, row.role, card_of(row.invited_by), row.invited_at
        )
        for row in rows
    )
