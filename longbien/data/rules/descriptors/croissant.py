"""Croissant 1.1: a data set for programs that learn from data. Source: MLCommons, "Croissant Format Specification".

It is schema.org's Dataset as well, so search engines read the same words.
"""

from collections.abc import Mapping
from typing import Any

from longbien.data.rules.contract.contract import Column, Kind
from longbien.data.rules.descriptors.told import Told

CONFORMS = "http://mlcommons.org/croissant/1.1"
TYPES: Mapping[Kind, str] = {
    "string": "sc:Text", "integer": "cr:Int64", "number": "cr:Float64", "boolean": "sc:Boolean", "date": "sc:Date",
    "timestamp": "sc:DateTime",
}  # fmt: skip
_OWN = (
    "arrayShape", "citeAs", "column", "containedIn", "extract", "field", "fileProperty", "fileObject", "fileSet",
    "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
    "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
    "equivalentProperty",
)  # fmt: skip


def context(language: str) -> dict[str, Any]:
    """The context that the specification gives, in the language of the texts."""
    return {
        "@language": language, "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo", "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "examples": {"@id": "cr:examples", "@type": "@json"},
        "name": {"@container": "@language"}, "description": {"@container": "@language"},
        **{name: f"cr:{name}" for name in _OWN},
    }  # fmt: skip


def croissant(told: Told) -> dict[str, Any]:
    contract, edition = told.contract, told.edition
    said: dict[str, Any] = {
        "@context": context(told.language),
        "@type": "sc:Dataset",
        "@id": told.page,
        "name": dict(contract.title),
        "description": dict(contract.about),
        "conformsTo": CONFORMS,
        "url": told.page,
        "license": contract.licence,
        "version": contract.version,
        "inLanguage": list(contract.title),
        "publisher": {"@type": "sc:Organization", "name": dict(contract.publisher)},
        "creator": {"@type": "sc:Organization", "name": dict(contract.publisher)},
        "isAccessibleForFree": contract.access == "open",
        "citeAs": f"{contract.publisher}. {contract.title}. {told.page}",
    }
    if edition is not None:
        said |= {"datePublished": edition.at.date().isoformat(), "dateModified": edition.at.date().isoformat()}
    file = (told.files or {}).get("parquet")
    if file is not None:
        said |= {
            "distribution": [
                {
                    "@type": "cr:FileObject", "@id": "parquet", "name": f"{contract.code}.parquet",
                    "contentUrl": file.url, "contentSize": f"{file.size} B", "sha256": file.sha256,
                    "encodingFormat": "application/x-parquet",
                }
            ],
            "recordSet": [_record_set(told)],
        }  # fmt: skip
    return said


def _record_set(told: Told) -> dict[str, Any]:
    keys = [{"@id": f"rows/{one.name}"} for one in told.contract.columns if one.is_key]
    return {
        "@type": "cr:RecordSet",
        "@id": "rows",
        "name": "rows",
        **({"key": keys if len(keys) > 1 else keys[0]} if keys else {}),
        "field": [_field(one) for one in told.contract.columns],
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"rows/{column.name}",
        "name": f"rows/{column.name}",
        "description": dict(column.about or column.title),
        "dataType": TYPES[column.kind],
        "source": {"fileObject": {"@id": "parquet"}, "extract": {"column": column.name}},
    }
