"""The catalogue as DCAT-AP 3.0.1: a graph that is written as Turtle or JSON-LD.

Source: DCAT-AP 3.0.1 (SEMIC, 2024); W3C DCAT 3, PROV-O and DQV; authority tables of the EU Vocabularies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rdflib import DCAT, DCTERMS, FOAF, RDFS, XSD, Graph, Literal, URIRef

from longbien.data.lake.nodes import ADMS, DQV, PROV, Told
from longbien.data.rules.ckan.packages import organisation_name
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.judging import promises
from longbien.data.rules.contract.vocabulary import ACCESS
from longbien.kernel.text import Text

FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "parquet": ("PARQUET", ""),
    "arrow": ("ARROW", ""),
}
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3; the library knows DCAT 2
ODCS = "https://bitol-io.github.io/open-data-contract-standard/v3.1.0/"
METRICS = {
    "rows": Text.of(vi="Số dòng của ấn bản mới nhất", en="Rows of the newest edition"),
    "promises": Text.of(vi="Số cam kết mà mọi dòng đều giữ", en="Promises that every row keeps"),
    "set-apart": Text.of(vi="Số lần giao bị cách ly", en="Deliveries that were set apart"),
}
SERVICES = {
    "ckan": (Text.of(vi="CKAN Action API", en="CKAN Action API"), "https://docs.ckan.org/en/2.11/api/"),
    "sharing": (Text.of(vi="Delta Sharing", en="Delta Sharing"),
                "https://github.com/delta-io/delta-sharing/blob/main/PROTOCOL.md"),
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A data set with its page, where its rows are taken from (open ones only), and what is known of its deliveries."""

    contract: Contract
    page: str
    downloads: Mapping[str, str]
    issued: datetime | None
    modified: datetime | None
    edition: int = 0
    rows: int = 0
    apart: int = 0


@dataclass(frozen=True)
class Catalogue:
    """The whole; `services` are the endpoints by which its rows are asked."""

    address: str
    title: Text
    about: Text
    publisher: Text
    languages: tuple[str, ...] = ("vi", "en")
    services: Mapping[str, str] | None = None


def graph_of(catalogue: Catalogue, sets: Iterable[Listed]) -> Graph:
    told = Told()
    whole = told.of(URIRef(catalogue.address), DCAT.Catalog)
    told.texts(whole, DCTERMS.title, catalogue.title)
    told.texts(whole, DCTERMS.description, catalogue.about)
    told.say(whole, DCTERMS.publisher, _publisher(told, catalogue, catalogue.publisher))
    told.say(whole, DCTERMS.language, *told.languages(catalogue.languages))
    told.say(whole, FOAF.homepage, told.document(f"{catalogue.address}#page"))
    told.say(whole, DCAT.themeTaxonomy, told.theme_table())
    services = {name: _service(told, catalogue, name, where) for name, where in (catalogue.services or {}).items()}
    newest = None
    for one in sets:
        node = _data_set(told, catalogue, one)
        told.say(whole, DCAT.dataset, node)
        served = services.get("ckan" if one.contract.access == "open" else "sharing")
        if served and one.edition and one.contract.access != "restricted":
            told.say(served, DCAT.servesDataset, node)
        newest = max(filter(None, (newest, one.modified)), default=None)
    if newest:
        told.moment(whole, DCTERMS.modified, newest)
    return told.graph


def _publisher(told: Told, catalogue: Catalogue, name: Text) -> URIRef:
    return told.agent(f"{catalogue.address}#{organisation_name(name)}", name)


def _service(told: Told, catalogue: Catalogue, name: str, endpoint: str) -> URIRef:
    title, described = SERVICES[name]
    node = told.of(URIRef(f"{catalogue.address}#service-{name}"), DCAT.DataService)
    told.texts(node, DCTERMS.title, title)
    told.say(node, DCAT.endpointURL, told.of(URIRef(endpoint), RDFS.Resource))
    told.say(node, DCTERMS.conformsTo, told.standard(described, str(title)))
    told.say(node, DCTERMS.publisher, _publisher(told, catalogue, catalogue.publisher))
    told.say(URIRef(catalogue.address), DCAT.service, node)
    return node


def _data_set(told: Told, catalogue: Catalogue, one: Listed) -> URIRef:
    contract, node = one.contract, told.of(URIRef(one.page), DCAT.Dataset)
    told.texts(node, DCTERMS.title, contract.title)
    told.texts(node, DCTERMS.description, contract.about)
    told.say(node, DCTERMS.publisher, _publisher(told, catalogue, contract.publisher))
    told.say(node, DCTERMS.identifier, Literal(contract.code))
    told.say(node, VERSION, Literal(contract.version))
    told.say(node, DCAT.theme, told.theme(contract.theme))
    right = told.term("access-right", ACCESS[contract.access][1], DCTERMS.RightsStatement)
    told.say(node, DCTERMS.accessRights, right)
    told.say(node, DCAT.landingPage, told.document(f"{one.page}#page"))
    promised = told.standard(f"{one.page}/contract.json", f"{contract.code} {contract.version}")
    told.say(node, DCTERMS.conformsTo, promised)
    told.say(promised, DCTERMS.conformsTo, told.standard(ODCS, "ODCS 3.1"))
    if contract.every:
        told.say(node, DCTERMS.accrualPeriodicity, told.term("frequency", contract.every, DCTERMS.Frequency))
    if contract.limits:
        said = told.statement(f"{one.page}#limits", DCTERMS.ProvenanceStatement, contract.limits)
        told.say(node, DCTERMS.provenance, said)
    for predicate, moment in ((DCTERMS.issued, one.issued), (DCTERMS.modified, one.modified)):
        if moment:
            told.moment(node, predicate, moment)
    if one.edition:
        _history(told, catalogue, node, one)
    for name, address in one.downloads.items():
        _distribution(told, node, name, address, one)
    return node


def _history(told: Told, catalogue: Catalogue, node: URIRef, one: Listed) -> None:
    """Where the newest edition came from, and what is measured of it."""
    notes = Text.of(vi=f"Ấn bản {one.edition}: {one.rows} dòng.", en=f"Edition {one.edition}: {one.rows} rows.")
    told.texts(node, ADMS.versionNotes, notes)
    made = told.of(URIRef(f"{node}#edition-{one.edition}"), PROV.Activity)
    told.say(made, DCTERMS.source, Literal(one.contract.source))
    told.say(node, PROV.wasGeneratedBy, made)
    if one.modified:
        told.moment(made, PROV.endedAtTime, one.modified)
    measured = {"rows": one.rows, "promises": len(promises(one.contract)), "set-apart": one.apart}
    for name, value in measured.items():
        metric = told.of(URIRef(f"{catalogue.address}#metric-{name}"), DQV.Metric)
        told.texts(metric, DCTERMS.title, METRICS[name])
        measure = told.of(URIRef(f"{node}#measured-{name}"), DQV.QualityMeasurement)
        told.say(measure, DQV.isMeasurementOf, metric)
        told.say(measure, DQV.value, Literal(value, datatype=XSD.integer))
        told.say(node, DQV.hasQualityMeasurement, measure)


def _distribution(told: Told, of: URIRef, name: str, address: str, one: Listed) -> None:
    node = told.of(URIRef(f"{of}#{name}"), DCAT.Distribution)
    kind, media = FORMATS[name]
    told.say(of, DCAT.distribution, node)
    told.say(node, DCTERMS.title, Literal(f"{one.contract.code}.{name}"))
    told.say(node, DCAT.accessURL, URIRef(address))
    told.say(node, DCAT.downloadURL, URIRef(address))
    told.say(node, DCTERMS.format, told.term("file-type", kind, DCTERMS.MediaTypeOrExtent))
    told.say(node, DCTERMS.license, told.licence(one.contract.licence))
    if media:
        told.say(node, DCAT.mediaType, told.media(media))
    if one.modified:
        told.moment(node, DCTERMS.modified, one.modified)
