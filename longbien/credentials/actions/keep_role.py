"""Give a person who holds a role in the hub a credential of it, and take it back with the role."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.credentials.actions.issue import issue
from longbien.credentials.actions.revoke import revoke
from longbien.credentials.queries.credentials import credentials_about, document_of, subject_of
from longbien.credentials.rules.documents import Claims
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.queries import person_card
from longbien.record.actions.act import act

ROLE = "role"


@act
def issue_role(*, person_id: UUID, role: str, by: Actor, at: datetime) -> None:
    """A credential of a role that hub.yaml names; nothing for a person without a name, for it would say nothing."""
    person, language = person_card(person_id), settings.HUB.languages[0]
    if person is None or not person.name.strip():
        return
    name = settings.HUB.roles[role].in_language(language)
    claims = Claims(
        name=(MADE_UP.in_language(language) + name) if person.is_demo else name,
        description=MEANS.in_language(language),
        criteria=CRITERIA.in_language(language),
        language=language,
        facts=((CODE.in_language(language), role),),
    )
    issue(kind=ROLE, subject=Subject("people.person", person_id), holder=person_id, claims=claims, by=by, at=at)


@act
def revoke_role(*, person_id: UUID, role: str, by: Actor, at: datetime) -> None:
    """Revoke what says that the person holds the role."""
    for card in credentials_about(Subject("people.person", person_id)):
        if card.kind.code == ROLE and card.revoked_at is None and role in _facts_of(card.id):
            why = " · ".join(OVER.in_language(language) for language in settings.HUB.languages)
            revoke(credential_id=card.id, reason=why, by=by, at=at)


def _facts_of(credential_id: UUID) -> tuple[str, ...]:
    document = document_of(credential_id)
    return tuple(value for _, value in subject_of(document)["facts"]) if document else ()


MADE_UP = Text.of(vi="Minh hoạ: ", en="Demonstration: ")
MEANS = Text.of(vi="Người này giữ vai trò trên tại trung tâm.", en="This person holds the role in the hub.")
CRITERIA = Text.of(vi="Được trung tâm trao vai trò.", en="The hub granted the role.")
CODE = Text.of(vi="Mã vai trò", en="Code of the role")
OVER = Text.of(vi="Vai trò đã chấm dứt.", en="The role has ended.")
