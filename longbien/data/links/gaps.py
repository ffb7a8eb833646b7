"""Where missing data is shown."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from longbien.data.models import Gap
from longbien.kernel.text import Text
from longbien.ui import links
from longbien.ui.language import say


def url(gap_id: UUID) -> str:
    return reverse("data:gap", args=[Gap.objects.values_list("code", flat=True).get(pk=gap_id)])


def title(gap_id: UUID) -> str:
    return say(Text.from_data(Gap.objects.get(pk=gap_id).title, settings.HUB.languages))


links.register("data.gap", url=url, title=title)
