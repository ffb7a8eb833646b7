"""An applicant ends their own case: whoever shares it hears so, for one member alone could do it. A case ends before
one that it opened: whoever works on that hears so."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.people.queries import person_card
from longbien.procedures.actions.noticing import notify, persons_answering, persons_playing
from longbien.procedures.models import Case
from longbien.procedures.queries.deciding import said_last
from longbien.procedures.queries.desk.offices import offices_by_state
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import OWNER, Action
from longbien.procedures.rules.machine import gives_up
from longbien.procedures.rules.telling import given_up, outlived


def tell_given_up(
    case: Case, version: Published, action: Action, *, source: str, by: Actor, at: datetime
) -> None:  # fmt: skip
    """Tell the other members, and where the case had been sent the offices that had it on their desk."""
    if by.is_system or not gives_up(version.definition, action.name):
        return
    card, roles = person_card(by.id), version.definition.roles.values()
    desk = offices_by_state(version.id).get(source, ()) if case.seq > 2 or case.parent_id else ()
    hearing = [role for role in roles if role.kind == OWNER or f"{role.kind}:{role.ref}" in desk]
    persons = frozenset(person for role in hearing for person in persons_playing(case, role)) - {by.id}
    words = given_up(
        version.definition, case.number, case.title, case.state, card.name if card else "", said_last(case)
    )
    notify(case, persons, "moved", words, at=at)


def tell_outlived(case: Case, version: Published, *, at: datetime) -> None:
    """A case ended before one that it had opened: whoever works on that one hears so."""
    for child in case.children.filter(closed_at=None):
        under = published(child.version_id)
        desk = offices_by_state(under.id).get(child.state, ())
        roles = [role for role in under.definition.roles.values() if f"{role.kind}:{role.ref}" in desk]
        persons = frozenset(person for role in roles for person in persons_answering(child, role, at))
        words = outlived(child.number, child.title, case.number, version.definition, case.state)
        notify(child, persons, f"moved:outlived-{case.seq}", words, at=at)
