"""What programs read of a data set: one line for each standard, shown in one place of its page."""

from collections.abc import Iterator

from django.urls import reverse

from longbien.data.queries.catalogue.features import is_placed
from longbien.data.queries.sets import SetCard


def for_machines(found: SetCard) -> tuple[tuple[str, str], ...]:
    """The name of each standard, and the address."""
    return tuple(_lines(found))


def _lines(found: SetCard) -> Iterator[tuple[str, str]]:
    yield f"ODCS 3.1, {found.contract.version}", reverse("data:contract", args=[found.code])
    yield "DCAT-AP 3.0.1", reverse("data:turtle")
    if is_placed(found):
        yield "OGC API Features", f"{reverse('features:collection', args=[found.code])}?f=json"
        yield "GeoJSON", f"{reverse('features:items', args=[found.code])}?f=json"
    yield "Croissant 1.1", reverse("data:croissant", args=[found.code])
    yield "Data Package 2.0", reverse("data:package", args=[found.code])
    yield "OpenLineage", reverse("data:lineage", args=[found.code])
    yield "CKAN", f"{reverse('ckan:ckan-action', args=['package_show'])}?id={found.code}"
