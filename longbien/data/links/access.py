"""The agreement that a case led to."""

from collections.abc import Iterator

from longbien.data.links.agreements import title, url
from longbien.data.models import Agreement
from longbien.data.queries.access import agreement_of_case
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import can
from longbien.ui import links


@links.neighbours("procedures.case")
def of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    found = agreement_of_case(subject.id)
    if found and can(actor, "view", Agreement.objects.get(pk=found)):
        yield links.Link(title(found), url(found))
