"""A service as CPSV-AP 3.2 JSON-LD: the vocabulary in which European catalogues of public services speak.

The context stands in the document: nobody has to fetch anything to read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from longbien.kernel.money import EXPONENTS
from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Basis, Definition
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.desk.terms import Cost, Rule, appeals, costs, silences
from longbien.procedures.rules.migrating.verdicts import Edition

CONTEXT: dict[str, Any] = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat": "http://www.w3.org/ns/dcat#",
}
# ISO 639-1 to the language authority table of the EU Publications Office, which CPSV-AP refers to.
LANGUAGES = {"vi": "VIE", "en": "ENG", "fr": "FRA", "ga": "GLE", "de": "DEU", "ja": "JPN", "ko": "KOR", "zh": "ZHO"}
AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
CURRENCIES = "http://publications.europa.eu/resource/authority/currency/"
HOURS_A_DAY, WORKING_DAYS_A_WEEK = 8, 5


@dataclass(frozen=True)
class Provider:
    """Who offers the services, and where: `base` is the address that all identifiers begin with."""

    name: Text
    city: Text
    languages: tuple[str, ...]
    base: str

    @property
    def address(self) -> str:
        return f"{self.base}/#organisation"


def service_document(edition: Edition, provider: Provider) -> dict[str, Any]:
    """One service as a JSON-LD document."""
    return {"@context": CONTEXT, "@graph": [*_service(edition, provider), *_provider(provider)]}


def catalogue_document(editions: tuple[Edition, ...], provider: Provider) -> dict[str, Any]:
    """All services as one JSON-LD document."""
    graph = [node for edition in editions for node in _service(edition, provider)]
    return {"@context": CONTEXT, "@graph": [*graph, *_provider(provider)]}


def _service(edition: Edition, provider: Provider) -> list[dict[str, Any]]:
    definition, service = edition.definition, edition.definition.service
    at = f"{provider.base}/services/{definition.code}"
    output = {
        "@id": f"{at}#output",
        "@type": "cv:Output",
        "dct:identifier": service.output,
        "dct:title": _written(definition.title),
    }
    channels = [
        {"@id": f"{at}#channel-{one}", "@type": "cv:Channel", "dct:identifier": f"{definition.code}#{one}"}
        for one in service.channels
    ]
    inputs = [
        _input(at, form, schema, definition) for form, schema in edition.schemas.items() if _is_asked(edition, form)
    ]
    laws = [_law(at, n, law, definition) for n, law in enumerate(service.legal_basis, 1)]
    rules = [_rule(at, definition.code, one) for one in (*silences(definition), *appeals(definition))]
    fees = [_cost(at, definition.code, one) for one in costs(definition)]
    described: dict[str, Any] = {
        "@id": at,
        "@type": service.type,
        "dct:identifier": definition.code,
        "dct:title": _written(definition.title),
        "dct:description": _written(service.summary or definition.title),
        "dct:language": _references([AUTHORITY + LANGUAGES[code] for code in provider.languages if code in LANGUAGES]),
        "cv:hasCompetentAuthority": {"@id": provider.address},
        "cpsv:produces": {"@id": output["@id"]},
        "cv:hasChannel": _references([one["@id"] for one in channels]),
        "cpsv:hasInput": _references([one["@id"] for one in inputs]),
        "cv:hasCost": _references([one["@id"] for one in fees]),
        "cpsv:follows": _references([one["@id"] for one in rules]),
        "cv:hasLegalResource": _references([one["@id"] for one in laws]),
    }
    if duration := processing_time(definition):
        described["cv:processingTime"] = {"@value": duration, "@type": "xsd:duration"}
    described = {key: value for key, value in described.items() if value != []}
    return [described, output, *channels, *inputs, *laws, *fees, *rules, *_currencies(definition)]


def _cost(at: str, code: str, cost: Cost) -> dict[str, Any]:
    amount = Decimal(cost.amount.minor).scaleb(-EXPONENTS.get(cost.amount.currency, 2))
    return {
        "@id": f"{at}#fee-{cost.action.name}",
        "@type": "cv:Cost",
        "dct:identifier": f"{code}#fee-{cost.action.name}",
        "dct:description": _written(cost.action.title),
        "cv:hasValue": {"@value": f"{amount:f}", "@type": "xsd:double"},
        "cv:currency": {"@id": CURRENCIES + cost.amount.currency},
    }


def _currencies(definition: Definition) -> list[dict[str, Any]]:
    named = sorted({cost.amount.currency for cost in costs(definition)})
    return [{"@id": CURRENCIES + code, "@type": "skos:Concept", "skos:notation": code} for code in named]


def _rule(at: str, code: str, rule: Rule) -> dict[str, Any]:
    """What silence means, and how to appeal."""
    return {
        "@id": f"{at}#{rule.name}",
        "@type": "cpsv:Rule",
        "dct:identifier": f"{code}#{rule.name}",
        "dct:title": _written(rule.state.title),
        "dct:description": _written(rule.words),
    }


def _is_asked(edition: Edition, form: str) -> bool:
    """Forms that the applicant fills are inputs; those of officers and reviewers are not."""
    owners = {role.name for role in edition.definition.roles.values() if role.kind == "case.owner"}
    return any(action.form == form and owners & set(action.by) for action in edition.definition.actions.values())


def _input(at: str, form: str, schema: Mapping[str, Any], definition: Definition) -> dict[str, Any]:
    sends = next(action.title for action in definition.actions.values() if action.form == form)
    title = Text(tuple(schema["x-title"].items())) if isinstance(schema.get("x-title"), Mapping) else sends
    return {
        "@id": f"{at}#form-{form}",
        "@type": "cv:Evidence",
        "dct:identifier": f"{definition.code}#{form}",
        "dct:title": _written(title),
    }


def _law(at: str, number: int, law: Basis, definition: Definition) -> dict[str, Any]:
    title = Text(tuple((language, law.citation.in_language(language)) for language in definition.title))
    return {"@id": f"{at}#law-{number}", "@type": "eli:LegalResource", "dct:title": _written(title)}


def processing_time(definition: Definition) -> str:
    """How long the offices may take altogether, as an ISO 8601 duration in calendar days; empty without a deadline.

    The deadlines of all states whose clock runs for an office, working days made into calendar days (7 for 5). What
    waits for the applicant does not count.
    """
    days = 0.0
    for state in definition.states.values():
        if state.sla and waits_for_office(definition, state):
            span = state.sla.within
            days += span.count if span.unit == "wd" else span.count / HOURS_A_DAY
    return f"P{ceil(days * 7 / WORKING_DAYS_A_WEEK)}D" if days else ""


def _provider(provider: Provider) -> list[dict[str, Any]]:
    place = f"{provider.base}/#place"
    named = [code for code in provider.languages if code in LANGUAGES]
    return [
        {
            "@id": provider.address,
            "@type": "cv:PublicOrganisation",
            "skos:prefLabel": _written(provider.name),
            "dct:spatial": {"@id": place},
        },
        {"@id": place, "@type": "dct:Location", "skos:prefLabel": _written(provider.city)},
        *({"@id": AUTHORITY + LANGUAGES[code], "@type": "dct:LinguisticSystem"} for code in named),
    ]


def _written(text: Text) -> list[dict[str, str]]:
    return [{"@value": words, "@language": language} for language, words in text.items()]


def _references(addresses: list[Any]) -> list[dict[str, Any]]:
    return [{"@id": address} for address in addresses]
