"""Where data sets are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.data.models import Agreement, DataSet
from longbien.data.queries.sets import contract_of
from longbien.ui import links
from longbien.ui.language import say


def url(data_set_id: UUID) -> str:
    return reverse("data:set", args=[DataSet.objects.values_list("code", flat=True).get(pk=data_set_id)])


def title(data_set_id: UUID) -> str:
    return say(contract_of(DataSet.objects.get(pk=data_set_id)).title)


def agreement_url(agreement_id: UUID) -> str:
    return reverse("data:agreement", args=[agreement_id])


def agreement_title(agreement_id: UUID) -> str:
    return say(contract_of(Agreement.objects.select_related("data_set").get(pk=agreement_id).data_set).title)


links.register("data.agreement", url=agreement_url, title=agreement_title)
links.register("data.set", url=url, title=title)
