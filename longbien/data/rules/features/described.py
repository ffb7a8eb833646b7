"""What the API of features says of itself: collections, conformance, and an OpenAPI 3.0 document.

Source: OGC API Features, Part 1: Core 1.0.1 (OGC 17-069r4), 7.2 to 7.14 and annex A.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.features.asked import MOST, USUAL, Box, properties_of
from longbien.kernel.text import Text

CLASSES = ("core", "oas30", "geojson")
CONFORMS = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{one}" for one in CLASSES)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
JSON, GEOJSON, OPENAPI = "application/json", "application/geo+json", "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html"
Say = Callable[[Text], str]
SCHEMAS: Mapping[Kind, Mapping[str, str]] = {
    "string": {"type": "string"}, "integer": {"type": "integer"}, "number": {"type": "number"},
    "boolean": {"type": "boolean"}, "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}  # fmt: skip
BOX = {"oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}], "items": {"type": "number"}}
GIVEN: tuple[dict[str, Any], ...] = (
    {"name": "bbox", "in": "query", "style": "form", "explode": False, "schema": {"type": "array", **BOX},
     "description": "west,south,east,north in degrees; heights are not looked at"},
    {"name": "datetime", "in": "query", "schema": {"type": "string"},
     "description": "an instant or an interval (RFC 3339); rows that hold for ever always match"},
    {"name": "limit", "in": "query", "style": "form", "explode": False,
     "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}},
    {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
)  # fmt: skip
ERROR = {
    "description": "What is wrong with the request.",
    "content": {JSON: {"schema": {
        "type": "object", "required": ["code"],
        "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
    }}},
}  # fmt: skip


@dataclass(frozen=True)
class Collection:
    """A data set whose rows lie somewhere: where, as far as it has rows; the address of its page and its items."""

    contract: Contract
    extent: Box | None
    address: str
    page: str


def link(href: str, rel: str, kind: str, title: str = "") -> dict[str, str]:
    return {"href": href, "rel": rel, "type": kind, **({"title": title} if title else {})}


def collection(one: Collection, say: Say) -> dict[str, Any]:
    """7.14: what a client must know of a collection before it asks for its items."""
    box = one.extent
    spatial = {"spatial": {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}} if box else {}
    return {
        "id": one.contract.code,
        "title": say(one.contract.title),
        "description": say(one.contract.about),
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": spatial} if spatial else {}),
        "links": [
            link(one.address, "self", JSON),
            link(f"{one.address}/items", "items", GEOJSON, say(one.contract.title)),
            link(one.page, "alternate", HTML, say(one.contract.title)),
            link(one.contract.licence, "license", HTML),
        ],
    }


def openapi(collections: Iterable[Collection], title: str, server: str, say: Say) -> dict[str, Any]:
    """The document at `api`: every collection has its own paths, so that clients see what it can be filtered by."""
    known = tuple(collections)
    paths: dict[str, Any] = {
        "/": _get("landing", "Landing page", JSON),
        "/conformance": _get("conformance", "Standards that this API keeps to", JSON),
        "/collections": _get("collections", "The data sets that lie somewhere", JSON),
    }
    for one in known:
        paths |= _paths(one.contract, say)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0"},
        "servers": [{"url": server.rstrip("/")}],
        "paths": paths,
        "components": {"responses": {"Wrong": ERROR}},
    }


def _paths(contract: Contract, say: Say) -> dict[str, Any]:
    code, title = contract.code, say(contract.title)
    filters = [
        {"name": column.name, "in": "query", "required": False, "description": say(column.title),
         "schema": dict(SCHEMAS[column.kind])}
        for column in properties_of(contract)
    ]  # fmt: skip
    item = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    path = f"/collections/{code}"
    return {
        path: _get(f"{code}.collection", title, JSON),
        f"{path}/items": _get(f"{code}.items", title, GEOJSON, [*GIVEN, *filters]),
        f"{path}/items/{{featureId}}": _get(f"{code}.item", title, GEOJSON, [item]),
    }


def _get(name: str, summary: str, kind: str, parameters: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    answer = {"description": summary, "content": {kind: {"schema": {"type": "object"}}}}
    wrong = {"$ref": "#/components/responses/Wrong"}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [dict(one) for one in parameters],
            "responses": {"200": answer, "400": wrong, "404": wrong},
        }
    }
