"""Who is too near to an applicant to look after its cases."""

from uuid import UUID

from longbien.people.queries import members, persons_related_to, related
from longbien.procedures.models import Task


def near_to(owner_id: UUID) -> frozenset[UUID]:
    """Whoever is tied to the owner, members of any organisation that a member of it belongs to or sits for, and whoever
    declared a conflict of interest with this owner."""
    team = {card.person.id for card in members(owner_id)}
    organisations = {one for person in team for one in related(person).organisations}
    beside = {card.person.id for one in organisations for card in members(one)}
    declared = Task.objects.filter(case__owner_id=owner_id, state=Task.State.RECUSED)
    tied = persons_related_to(owner_id)
    return frozenset(team | tied | beside | set(declared.values_list("person_id", flat=True)))
