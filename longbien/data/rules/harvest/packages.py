"""CKAN's packages as data sets of another catalogue. Source: CKAN 2.11, "API guide", `package_search`."""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.data.rules.harvest.told import Distribution, External, external


def read_package(data: object, site: str) -> External:
    """ValueError for what is no package."""
    if not isinstance(data, dict):
        raise ValueError("a package is an object")
    name = data.get("name") or data.get("id")
    publisher = data.get("organization")
    return external(
        key=str(data.get("id") or name or ""),
        title=_translated(data, "title") or {"": str(name or "")},
        about=_translated(data, "notes"),
        publisher=_said(publisher, "title") or _said(publisher, "name") if isinstance(publisher, dict) else "",
        licence=_said(data, "license_url") or _said(data, "license_title"),
        page=f"{site.rstrip('/')}/dataset/{name}",
        modified=_said(data, "metadata_modified"),
        distributions=_resources(data.get("resources")),
    )


def _translated(data: Mapping[str, Any], name: str) -> dict[str, str]:
    given = data.get(f"{name}_translated")
    if isinstance(given, dict) and given:
        return {str(language): str(text) for language, text in given.items() if isinstance(text, str)}
    said = _said(data, name)
    return {"": said} if said else {}


def _resources(given: object) -> Iterator[Distribution]:
    for one in given if isinstance(given, list) else ():
        if isinstance(one, dict):
            yield Distribution(_said(one, "name"), _said(one, "format"), _said(one, "url"))


def _said(data: Mapping[str, Any], name: str) -> str:
    found = data.get(name)
    return found if isinstance(found, str) else ""


def packages_of(answer: object) -> tuple[int, list[Any]]:
    """How many there are in all, and those of this page. ValueError for what is no answer of `package_search`."""
    result = answer.get("result") if isinstance(answer, dict) and answer.get("success") is True else None
    found = result.get("results") if isinstance(result, dict) else None
    count = result.get("count") if isinstance(result, dict) else None
    if not isinstance(found, list) or not isinstance(count, int):
        raise ValueError("this is no answer of package_search")
    return count, found
