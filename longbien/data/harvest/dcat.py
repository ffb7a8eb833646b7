"""Data sets of a DCAT catalogue, in Turtle, JSON-LD or RDF/XML.

What was fetched is read as it is: no document that it names is loaded, no entity opened, no context asked for.
"""

import json
import logging
import re
from collections.abc import Iterator

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from longbien.data.rules.harvest.faults import unread
from longbien.data.rules.harvest.told import Distribution, External, address, external

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
FORMS = {
    "text/turtle": "turtle", "application/x-turtle": "turtle", "application/ld+json": "json-ld",
    "application/json": "json-ld", "application/rdf+xml": "xml", "application/xml": "xml", "text/xml": "xml",
}  # fmt: skip
ENDINGS = {".ttl": "turtle", ".jsonld": "json-ld", ".json": "json-ld", ".rdf": "xml", ".xml": "xml"}
ACCEPT = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8"
ENCODED = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
PLAIN = (b"utf-8", b"us-ascii", b"iso-8859-1")
logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it would log what strangers wrote


def form_of(media: str, url: str) -> str:
    """By what the server says; where that says nothing, by how the address ends."""
    path = url.partition("?")[0].lower()
    by_ending = next((form for ending, form in ENDINGS.items() if path.endswith(ending)), "")
    return FORMS.get(media, by_ending) or by_ending


def graph_of(content: bytes, form: str, url: str) -> Graph:
    """Refusal (422) for what can't be read, and for what asks to read something else."""
    if form == "xml":
        _plain_xml(content, url)
    elif form == "json-ld":
        _own_context(content, url)
    elif form != "turtle":
        raise unread(url, vi="Cần Turtle, JSON-LD hoặc RDF/XML.", en="Turtle, JSON-LD or RDF/XML is needed.")
    try:
        return Graph().parse(data=content, format=form, publicID=url)
    except (Exception, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"[:200]
        raise unread(url, vi=f"Không đọc được {form}.", en=f"This is no {form}: {said}") from None


def _plain_xml(content: bytes, url: str) -> None:
    encoded = ENCODED.match(content)
    if b"\0" in content or (encoded and encoded[1].lower() not in PLAIN):
        raise unread(url, vi="Cần XML bằng UTF-8.", en="XML in UTF-8 is needed.")
    if b"<!doctype" in content.lower() or b"<!entity" in content.lower():
        raise unread(url, vi="Không nhận XML có DOCTYPE.", en="No XML with a DOCTYPE is taken.")


def _own_context(content: bytes, url: str) -> None:
    try:
        waiting = [json.loads(content)]
    except (ValueError, RecursionError):
        raise unread(url, vi="JSON này không đọc được.", en="This JSON can't be read.") from None
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if any(isinstance(each, str) for each in _listed(one.get("@context"))) or "@import" in one:
                raise unread(url, vi="@context phải nằm trong tệp.", en="Its @context must stand in the file itself.")
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _listed(one: object) -> list[object]:
    return one if isinstance(one, list) else [one]


def next_page(graph: Graph) -> str:
    """Where the catalogue goes on (Hydra), "" on its last page."""
    found = (one for predicate in (HYDRA.next, HYDRA.nextPage) for one in graph.objects(None, predicate))
    return next((said for one in found if (said := address(str(one)))), "")


def sets_of(graph: Graph) -> Iterator[External | ValueError]:
    """Every data set, in the order of their names; the fault where one can't be read."""
    for node in sorted(set(graph.subjects(RDF.type, DCAT.Dataset)), key=str):
        try:
            yield _data_set(graph, node)
        except ValueError as error:
            yield error


def _data_set(graph: Graph, node: Node) -> External:
    key = str(node) if isinstance(node, URIRef) else str(_value(graph, node, DCTERMS.identifier) or "")
    page = _value(graph, node, DCAT.landingPage) or (node if isinstance(node, URIRef) else None)
    files = list(graph.objects(node, DCAT.distribution))
    told = (_distribution(graph, one) for one in files)
    licences = (_value(graph, one, DCTERMS.license) for one in (node, *files))
    licence = min((one for one in licences if one), key=_order, default=None)
    return external(
        key=key,
        title=_words(graph, node, DCTERMS.title),
        about=_words(graph, node, DCTERMS.description),
        publisher=_name(graph, _value(graph, node, DCTERMS.publisher)),
        licence=str(licence) if isinstance(licence, URIRef | Literal) else _name(graph, licence),
        page=str(page or ""),
        modified=str(_value(graph, node, DCTERMS.modified) or ""),
        distributions=sorted(told, key=lambda one: (one.url, one.name, one.form)),
    )


def _value(graph: Graph, node: Node, predicate: URIRef) -> Node | None:
    """The same one of several at each reading."""
    return min(graph.objects(node, predicate), key=_order, default=None)


def _order(one: Node) -> tuple[str, str]:
    return getattr(one, "language", None) or "", str(one)


def _distribution(graph: Graph, node: Node) -> Distribution:
    title = next(iter(_words(graph, node, DCTERMS.title).values()), "")
    kind = _value(graph, node, DCTERMS["format"]) or _value(graph, node, DCAT.mediaType) or ""
    label = _value(graph, kind, RDFS.label) if isinstance(kind, BNode) else None
    url = _value(graph, node, DCAT.downloadURL) or _value(graph, node, DCAT.accessURL) or ""
    return Distribution(title, str(label or "" if isinstance(kind, BNode) else kind).rpartition("/")[2], str(url))


def _name(graph: Graph, agent: Node | None) -> str:
    if agent is None:
        return ""
    if isinstance(agent, Literal):
        return str(agent)
    named = (_value(graph, agent, one) for one in (FOAF.name, VCARD.fn, RDFS.label))
    return str(next((one for one in named if one), agent if isinstance(agent, URIRef) else ""))


def _words(graph: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    said = sorted(graph.objects(node, predicate), key=_order, reverse=True)
    return {one.language or "": str(one) for one in said if isinstance(one, Literal)}
