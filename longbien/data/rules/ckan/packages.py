"""Data sets as CKAN's packages, publishers as its organisations, themes as its groups."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.themes import THEMES
from longbien.kernel.folding import fold
from longbien.kernel.plain import utc_micros
from longbien.kernel.text import Text

MEDIA = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
LICENCES: Mapping[str, tuple[str, str]] = {
    "https://creativecommons.org/publicdomain/zero/1.0/": ("cc-zero", "CC0 1.0"),
    "https://creativecommons.org/licenses/by/4.0/": ("cc-by", "CC BY 4.0"),
    "https://opensource.org/license/mit": ("mit-license", "MIT"),
}


@dataclass(frozen=True)
class Offered:
    """A data set as other catalogues are told of it; `downloads` by format, for open sets with an edition."""

    id: UUID
    contract: Contract
    page: str
    downloads: Mapping[str, str]
    created: datetime
    modified: datetime
    rows: int | None
    digest: str


def organisation_name(publisher: Text) -> str:
    """The publisher's name as CKAN writes names: small letters, digits and hyphens, at most 100."""
    return re.sub(r"[^a-z0-9]+", "-", fold(str(publisher))).strip("-")[:100] or "publisher"


def resource_ids(code: str) -> dict[str, str]:
    """By format. The CSV stands for the table that is asked in SQL, so its id is the table's name."""
    return {"csv": view_name(code)} | {name: f"{code}.{name}" for name in ("json", "parquet")}


def code_of(resource_id: str) -> tuple[str, ...]:
    """The codes of data sets that an id of a resource may belong to."""
    bare = re.sub(r"\.(json|parquet)$", "", resource_id)
    if bare != resource_id:
        return (bare,)
    said = bare.replace("_", "-")
    return (said, said.removeprefix("d-")) if said.startswith("d-") else (said,)


def package(one: Offered, language: str) -> dict[str, Any]:
    """What `package_show` says."""
    contract = one.contract
    licence = LICENCES.get(contract.licence, ("other", contract.licence))
    resources = [_resource(one, name, place) for place, name in enumerate(one.downloads)]
    return {
        "id": str(one.id), "name": contract.code, "title": contract.title.in_language(language),
        "title_translated": dict(contract.title), "notes": contract.about.in_language(language),
        "notes_translated": dict(contract.about), "version": contract.version, "url": one.page, "type": "dataset",
        "state": "active", "private": False, "isopen": contract.access == "open", "author": None,
        "author_email": None, "maintainer": str(contract.publisher), "maintainer_email": None, "license_id": licence[0],
        "license_title": licence[1], "license_url": contract.licence, "metadata_created": _naive(one.created),
        "metadata_modified": _naive(one.modified), "owner_org": organisation_name(contract.publisher),
        "organization": organisation(contract.publisher, language), "groups": [group(contract.theme, language)],
        "tags": [], "num_tags": 0, "resources": resources, "num_resources": len(resources),
        "extras": _extras(one), "relationships_as_subject": [], "relationships_as_object": [],
    }  # fmt: skip


def _extras(one: Offered) -> list[dict[str, str]]:
    said = {
        "access": one.contract.access,
        "theme": one.contract.theme,
        "frequency": one.contract.every,
        "rows": "" if one.rows is None else str(one.rows),
        "sha256": one.digest,
        "contract": f"{one.page}/contract.json",
    }
    return [{"key": key, "value": value} for key, value in said.items() if value]


def _resource(one: Offered, name: str, place: int) -> dict[str, Any]:
    contract = one.contract
    return {
        "id": resource_ids(contract.code)[name], "package_id": str(one.id), "name": f"{contract.code}.{name}",
        "description": str(contract.title), "format": name.upper(), "mimetype": MEDIA[name], "position": place,
        "url": one.downloads[name], "url_type": "", "state": "active", "created": _naive(one.created),
        "last_modified": _naive(one.modified), "metadata_modified": _naive(one.modified), "hash": "", "size": None,
        "datastore_active": name == "csv", "resource_type": "file",
    }  # fmt: skip


def resource(one: Offered, resource_id: str) -> dict[str, Any] | None:
    """What `resource_show` says; None for an id that isn't there."""
    ids = resource_ids(one.contract.code)
    found = (_resource(one, name, place) for place, name in enumerate(one.downloads) if ids[name] == resource_id)
    return next(found, None)


def organisation(publisher: Text, language: str, count: int | None = None) -> dict[str, Any]:
    name = organisation_name(publisher)
    counted = {} if count is None else {"package_count": count}
    return {
        "id": name, "name": name, "title": publisher.in_language(language), "display_name":
        publisher.in_language(language), "title_translated": dict(publisher), "description": "", "type": "organization",
        "is_organization": True, "state": "active", "approval_status": "approved", "image_url": "", **counted,
    }  # fmt: skip


def group(theme: str, language: str, count: int | None = None) -> dict[str, Any]:
    """A theme of the EU's table, as a group."""
    name, title = theme.lower(), THEMES[theme]
    counted = {} if count is None else {"package_count": count}
    return {
        "id": name, "name": name, "title": title.in_language(language), "display_name": title.in_language(language),
        "title_translated": dict(title), "description": "", "type": "group", "is_organization": False,
        "state": "active", "image_display_url": "", **counted,
    }  # fmt: skip


def licences() -> list[dict[str, Any]]:
    return [
        {"id": key, "title": title, "url": address, "status": "active", "od_conformance": "approved"}
        for address, (key, title) in LICENCES.items()
    ]


def facets(counts: Mapping[str, Mapping[str, int]], titles: Mapping[str, str], most: int) -> dict[str, Any]:
    """`search_facets`: the commonest first."""
    return {
        name: {
            "title": name,
            "items": [
                {"name": value, "display_name": titles.get(value, value), "count": count}
                for value, count in _commonest(found, most)
            ],
        }
        for name, found in counts.items()
    }


def _commonest(found: Mapping[str, int], most: int) -> Sequence[tuple[str, int]]:
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]


def _naive(moment: datetime) -> str:
    """UTC without saying so, as CKAN writes instants."""
    return utc_micros(moment).removesuffix("Z")
