"""Where catalogues of others are shown."""

from uuid import UUID

from django.urls import reverse

from longbien.data.models import Source
from longbien.data.rules.harvest.told import in_language
from longbien.ui import links
from longbien.ui.language import reader_language


def url(source_id: UUID) -> str:
    return f"{reverse('data:harvested')}?source={Source.objects.values_list('code', flat=True).get(pk=source_id)}"


def title(source_id: UUID) -> str:
    row = Source.objects.get(pk=source_id)
    return in_language(row.title, reader_language())[1] or row.code


links.register("data.source", url=url, title=title)
