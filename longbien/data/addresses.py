"""Addresses by which other catalogues and programs know what stands here: the same whatever language is asked in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from longbien.data.queries.catalogue.offered import Dated
from longbien.data.queries.sets import SetCard
from longbien.data.rules.ckan.packages import Offered

FORMATS = ("csv", "json", "parquet")


def address(request: HttpRequest, name: str, *args: object) -> str:
    """The whole address of a page, in the hub's first language."""
    with override(settings.HUB.languages[0]):
        return request.build_absolute_uri(reverse(f"data:{name}", args=args))


def downloads(request: HttpRequest, one: SetCard) -> dict[str, str]:
    """Where the rows of an open data set are taken from, by format; nothing for others and before the first edition."""
    if one.contract.access != "open" or one.newest is None:
        return {}
    return {name: address(request, "download", one.code, name) for name in FORMATS}


def offered(request: HttpRequest, one: Dated) -> Offered:
    card = one.card
    return Offered(
        id=card.id,
        contract=card.contract,
        page=address(request, "set", card.code),
        downloads=downloads(request, card),
        created=one.created,
        modified=one.modified,
        rows=card.newest.rows if card.newest else None,
        digest=card.newest.sha256 if card.newest else "",
    )
