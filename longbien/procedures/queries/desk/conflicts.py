"""Who may not be given a case, and why."""

from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.queries import PersonCard, members, persons_related_to, recused, related
from longbien.procedures.models import Case, Task
from longbien.procedures.queries.standing import judges_before


def kept_from(case: Case) -> frozenset[UUID]:
    """Everyone near to the applicant, and everyone who had a hand in the decision that the case is about."""
    return near_to(case.owner_id) | judges_before(case)


def near_to(owner_id: UUID) -> frozenset[UUID]:
    """Whoever is tied to the owner, whoever belongs to an organisation that a member of it belongs to or sits for, and
    whoever declared a conflict of interest with it."""
    return persons_related_to(owner_id) | _beside(owner_id) | _declared(owner_id)


def why_kept_from(case: Case, card: PersonCard) -> Text | None:
    """The tie in plain words; None for whoever may be given the case."""
    name = card.name
    if card.id in judges_before(case):
        return Text.of(
            vi=f"{name} đã tham gia ra quyết định đang bị khiếu nại.",
            en=f"{name} had a hand in the decision that is appealed.",
        )
    if tie := recused(card.id, case.owner_id, about=name):
        return tie.what
    if card.id in _declared(case.owner_id):
        return Text.of(
            vi=f"{name} đã khai xung đột lợi ích với bên nộp hồ sơ.",
            en=f"{name} declared a conflict of interest with the applicant.",
        )
    if card.id in _beside(case.owner_id):
        return Text.of(
            vi=f"{name} cùng thuộc một tổ chức với thành viên của bên nộp hồ sơ.",
            en=f"{name} belongs to the same organisation as a member of the applicant.",
        )
    return None


def _beside(owner_id: UUID) -> frozenset[UUID]:
    team = {card.person.id for card in members(owner_id)}
    organisations = {one for person in team for one in related(person).organisations}
    return frozenset(card.person.id for one in organisations for card in members(one))


def _declared(owner_id: UUID) -> frozenset[UUID]:
    declared = Task.objects.filter(case__owner_id=owner_id, state=Task.State.RECUSED)
    return frozenset(declared.values_list("person_id", flat=True))
