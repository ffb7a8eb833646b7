"""Where data sets are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.data.models import DataSet
from longbien.data.queries.sets import contract_of
from longbien.ui import links
from longbien.ui.language import say


def url(data_set_id: UUID) -> str:
    return reverse("data:set", args=[DataSet.objects.values_list("code", flat=True).get(pk=data_set_id)])


def title(data_set_id: UUID) -> str:
    return say(contract_of(DataSet.objects.get(pk=data_set_id)).title)


links.register("data.set", url=url, title=title)
