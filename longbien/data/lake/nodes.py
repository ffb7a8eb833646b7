"""Nodes of a DCAT graph, each with the type and the labels that the profile wants said beside it."""

from collections.abc import Iterable
from datetime import datetime

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from longbien.data.rules.contract.themes import AUTHORITY, THEMES
from longbien.kernel.text import Text

PROV = Namespace("http://www.w3.org/ns/prov#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"vi": "VIE", "en": "ENG", "fr": "FRA", "de": "DEU", "ja": "JPN", "ko": "KOR", "zh": "ZHO"}
MEDIA = "http://www.iana.org/assignments/media-types/"
THEME_TABLE = URIRef(AUTHORITY.rstrip("/"))
THEMES_TITLE = Text.of(vi="Chủ đề dữ liệu", en="Data theme")


class Told:
    """A graph that is told things. Saying one twice says it once."""

    def __init__(self) -> None:
        self.graph = Graph()
        for prefix, space in (("dct", DCTERMS), ("foaf", FOAF), ("prov", PROV), ("dqv", DQV), ("adms", ADMS)):
            self.graph.bind(prefix, space)

    def of(self, node: URIRef, kind: URIRef) -> URIRef:
        self.graph.add((node, RDF.type, kind))
        return node

    def say(self, node: URIRef, predicate: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self.graph.add((node, predicate, value))

    def texts(self, node: URIRef, predicate: URIRef, text: Text) -> None:
        self.say(node, predicate, *(Literal(words, lang=language) for language, words in text.items()))

    def moment(self, node: URIRef, predicate: URIRef, at: datetime) -> None:
        self.say(node, predicate, Literal(at.isoformat(), datatype=XSD.dateTime))

    def term(self, table: str, code: str, kind: URIRef) -> URIRef:
        """A term of one of the EU's authority tables, and that it stands there."""
        node = self.of(URIRef(f"{EU}{table}/{code}"), kind)
        self.say(node, SKOS.inScheme, URIRef(f"{EU}{table}"))
        return node

    def theme(self, code: str) -> URIRef:
        node = self.term("data-theme", code, SKOS.Concept)
        self.texts(node, SKOS.prefLabel, THEMES[code])
        return node

    def theme_table(self) -> URIRef:
        self.texts(self.of(THEME_TABLE, SKOS.ConceptScheme), DCTERMS.title, THEMES_TITLE)
        return THEME_TABLE

    def languages(self, codes: Iterable[str]) -> list[URIRef]:
        return [self.term("language", LANGUAGES[one], DCTERMS.LinguisticSystem) for one in codes if one in LANGUAGES]

    def licence(self, address: str) -> URIRef:
        return self.of(URIRef(address), DCTERMS.LicenseDocument)

    def document(self, address: str) -> URIRef:
        return self.of(URIRef(address), FOAF.Document)

    def media(self, kind: str) -> URIRef:
        return self.of(URIRef(MEDIA + kind), DCTERMS.MediaType)

    def standard(self, address: str, title: str) -> URIRef:
        node = self.of(URIRef(address), DCTERMS.Standard)
        self.say(node, DCTERMS.title, Literal(title))
        return node

    def agent(self, address: str, name: Text) -> URIRef:
        node = self.of(URIRef(address), FOAF.Agent)
        self.texts(node, FOAF.name, name)
        return node

    def statement(self, address: str, kind: URIRef, text: Text) -> URIRef:
        node = self.of(URIRef(address), kind)
        self.texts(node, RDFS.label, text)
        return node
