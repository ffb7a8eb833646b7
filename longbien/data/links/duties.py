"""Where what is owed to persons is shown."""

from uuid import UUID

from django.urls import reverse

from longbien.data.models import Breach, SubjectRequest
from longbien.data.queries.sets import contract_of
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


links.register("data.breach", url=breach_url, title=breach_title)
links.register("data.request", url=request_url, title=request_title)
