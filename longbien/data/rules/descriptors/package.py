"""Data Package 2.0: a data set with its files and their schema. Source: datapackage.org (Frictionless Data)."""

from collections.abc import Mapping
from typing import Any

from longbien.data.rules.ckan.packages import LICENCES, MEDIA
from longbien.data.rules.contract.contract import Column, Kind
from longbien.data.rules.descriptors.told import File, Told
from longbien.kernel.plain import utc_micros

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: Mapping[Kind, tuple[str, str]] = {
    "string": ("string", "default"), "integer": ("integer", "default"), "number": ("number", "default"),
    "boolean": ("boolean", "default"), "date": ("date", "default"), "timestamp": ("datetime", "any"),
}  # fmt: skip


def package(told: Told) -> dict[str, Any]:
    contract, edition = told.contract, told.edition
    key, title = LICENCES.get(contract.licence, ("other", contract.licence))
    file = (told.files or {}).get("csv")
    return {
        "$schema": PROFILE,
        "name": contract.code,
        "title": contract.title.in_language(told.language),
        "description": contract.about.in_language(told.language),
        "homepage": told.page,
        "version": contract.version,
        "licenses": [{"name": key, "path": contract.licence, "title": title}],
        "contributors": [{"title": contract.publisher.in_language(told.language), "roles": ["publisher"]}],
        **({"created": utc_micros(edition.at)} if edition else {}),
        "resources": [_resource(told, file) if file else _none(told)],
    }


def _none(told: Told) -> dict[str, Any]:
    """What there is to say of rows that nobody may take, or that aren't there yet."""
    return {"name": told.contract.code, "data": [], "schema": _schema(told), "$comment": "No file can be taken."}


def _resource(told: Told, file: File) -> dict[str, Any]:
    return {
        "name": told.contract.code,
        "type": "table",
        "path": file.url,
        "format": "csv",
        "mediatype": MEDIA["csv"],
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(told),
    }


def _schema(told: Told) -> dict[str, Any]:
    columns = told.contract.columns
    keys = [one.name for one in columns if one.is_key]
    return {
        "fields": [_field(one, told.language) for one in columns],
        "missingValues": [""],
        **({"primaryKey": keys} if keys else {}),
    }


def _field(column: Column, language: str) -> dict[str, Any]:
    kind, form = TYPES[column.kind]
    constraints: dict[str, Any] = {"required": True} if column.is_required or column.is_key else {}
    constraints |= {"unique": True} if column.is_unique else {}
    for check in column.checks:
        if check.metric == "invalidValues" and check.bound == 0:
            constraints |= {"pattern": check.pattern} if check.pattern else {"enum": list(check.valid)}
    return {
        "name": column.name,
        "type": kind,
        "format": form,
        "title": column.title.in_language(language),
        **({"description": column.about.in_language(language)} if column.about else {}),
        **({"constraints": constraints} if constraints else {}),
    }
