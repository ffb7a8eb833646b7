"""The catalogue as DCAT-AP 3.0.1: a graph that is written as Turtle or JSON-LD.

Source: DCAT-AP 3.0.1 (SEMIC, 2024); W3C DCAT 3; authority tables of the EU Vocabularies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, URIRef

from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.themes import AUTHORITY
from longbien.data.rules.contract.vocabulary import ACCESS, FILE_TYPE, FREQUENCY, RIGHTS
from longbien.kernel.text import Text

FORMATS = {
    "csv": ("CSV", "text/csv"), "json": ("JSON", "application/json"), "parquet": ("PARQUET", None),
    "arrow": ("ARROW", None),
}  # fmt: skip
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3; the library knows DCAT 2
MEDIA = "http://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Listed:
    """A data set with its page and, by format, where its rows are taken from (open ones only)."""

    contract: Contract
    page: str
    downloads: Mapping[str, str]
    issued: datetime | None
    modified: datetime | None


@dataclass(frozen=True)
class Catalogue:
    address: str
    title: Text
    about: Text
    publisher: Text


def graph_of(catalogue: Catalogue, sets: Iterable[Listed]) -> Graph:
    graph = Graph()
    graph.bind("dcat", DCAT)
    graph.bind("dct", DCTERMS)
    graph.bind("foaf", FOAF)
    whole = URIRef(catalogue.address)
    graph.add((whole, RDF.type, DCAT.Catalog))
    _texts(graph, whole, DCTERMS.title, catalogue.title)
    _texts(graph, whole, DCTERMS.description, catalogue.about)
    _agent(graph, whole, catalogue.publisher)
    for one in sets:
        node = URIRef(one.page)
        graph.add((whole, DCAT.dataset, node))
        _data_set(graph, node, one)
    return graph


def _data_set(graph: Graph, node: URIRef, one: Listed) -> None:
    contract = one.contract
    graph.add((node, RDF.type, DCAT.Dataset))
    _texts(graph, node, DCTERMS.title, contract.title)
    _texts(graph, node, DCTERMS.description, contract.about)
    _agent(graph, node, contract.publisher)
    graph.add((node, DCTERMS.identifier, Literal(contract.code)))
    graph.add((node, VERSION, Literal(contract.version)))
    graph.add((node, DCAT.theme, URIRef(AUTHORITY + contract.theme)))
    graph.add((node, DCTERMS.accessRights, URIRef(RIGHTS + ACCESS[contract.access][1])))
    graph.add((node, DCAT.landingPage, URIRef(one.page)))
    if contract.every:
        graph.add((node, DCTERMS.accrualPeriodicity, URIRef(FREQUENCY + contract.every)))
    for predicate, moment in ((DCTERMS.issued, one.issued), (DCTERMS.modified, one.modified)):
        if moment:
            graph.add((node, predicate, Literal(moment.isoformat(), datatype=XSD.dateTime)))
    for name, address in one.downloads.items():
        _distribution(graph, node, name, address, contract.licence)


def _distribution(graph: Graph, of: URIRef, name: str, address: str, licence: str) -> None:
    node = URIRef(f"{of}#{name}")
    kind, media = FORMATS[name]
    graph.add((of, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, URIRef(address)))
    graph.add((node, DCAT.downloadURL, URIRef(address)))
    graph.add((node, DCTERMS.format, URIRef(FILE_TYPE + kind)))
    graph.add((node, DCTERMS.license, URIRef(licence)))
    if media:
        graph.add((node, DCAT.mediaType, URIRef(MEDIA + media)))


def _agent(graph: Graph, of: URIRef, name: Text) -> None:
    agent = BNode()
    graph.add((of, DCTERMS.publisher, agent))
    graph.add((agent, RDF.type, FOAF.Agent))
    _texts(graph, agent, FOAF.name, name)


def _texts(graph: Graph, node: URIRef | BNode, predicate: URIRef, text: Text) -> None:
    for language, words in text.items():
        graph.add((node, predicate, Literal(words, lang=language)))
