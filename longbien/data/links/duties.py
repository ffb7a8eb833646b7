"""Where what is owed to persons is shown."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.models import Breach, Receipt, SubjectRequest
from longbien.data.queries.sets import contract_of
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import can
from longbien.ui import links
from longbien.ui.language import say


def breach_url(breach_id: UUID) -> str:
    return reverse("data:breach", args=[breach_id])


def breach_title(breach_id: UUID) -> str:
    return say(contract_of(Breach.objects.select_related("data_set").get(pk=breach_id).data_set).title)


def request_url(request_id: UUID) -> str:
    return reverse("data:duties") + "#requests"


def request_title(request_id: UUID) -> str:
    return SubjectRequest.objects.values_list("number", flat=True).get(pk=request_id)


@links.neighbours("procedures.case")
def receipts_of_case(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The proof of what was deleted, for whoever asked for it."""
    for one in Receipt.objects.filter(request_id=subject.id).order_by("at", "pk"):
        if can(actor, "view", one):
            yield links.Link(gettext("Receipt of deletion"), reverse("data:receipt", args=[one.pk]))


links.register("data.breach", url=breach_url, title=breach_title)
links.register("data.request", url=request_url, title=request_title)
