"""What somebody leaves behind who goes: the organisations they belong to, and what is under way there."""

from dataclasses import dataclass
from uuid import UUID

from longbien.people import models
from longbien.people.queries.organisations import OrganisationCard, organisations_of
from longbien.people.queries.standing import actor_for
from longbien.people.registry import Running, running_for


@dataclass(frozen=True)
class Left:
    """An organisation without this person: `others` are its other members, `running` what is under way for it;
    `is_sole_lead`: nobody else leads it."""

    organisation: OrganisationCard
    is_sole_lead: bool
    others: int
    running: tuple[Running, ...]

    @property
    def must_be_handed_over(self) -> bool:
        """Whether somebody has to answer for the rest first: for its members, or for what is under way."""
        return self.is_sole_lead and (self.others > 0 or bool(self.running))


def left_by(person_id: UUID) -> tuple[Left, ...]:
    """Each organisation of a person, by name."""
    actor = actor_for(person_id)
    cards = organisations_of(actor)
    rows = models.Membership.objects.filter(organisation_id__in=[card.id for card in cards]).exclude(
        person_id=person_id
    )
    others = list(rows.values_list("organisation_id", "role"))
    running = running_for(actor, [card.id for card in cards])
    return tuple(
        Left(
            organisation=card,
            is_sole_lead="lead" in actor.organisations[card.id] and (card.id, "lead") not in others,
            others=sum(organisation_id == card.id for organisation_id, _ in others),
            running=tuple(one for one in running if one.organisation_id == card.id),
        )
        for card in cards
    )
