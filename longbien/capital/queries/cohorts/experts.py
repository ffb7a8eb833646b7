"""Who may be asked to mentor: the experts of the hub."""

from longbien.people.queries import PersonCard, persons_with_role

EXPERT = "reviewer"


def experts() -> tuple[PersonCard, ...]:
    return tuple(persons_with_role(EXPERT))
