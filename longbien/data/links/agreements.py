"""Where agreements on data are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.data.models import Agreement
from longbien.data.queries.sets import contract_of
from longbien.ui import links
from longbien.ui.language import say


def url(agreement_id: UUID) -> str:
    return reverse("data:agreement", args=[agreement_id])


def title(agreement_id: UUID) -> str:
    return say(contract_of(Agreement.objects.select_related("data_set").get(pk=agreement_id).data_set).title)


links.register("data.agreement", url=url, title=title)
