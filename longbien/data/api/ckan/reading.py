"""What the catalogue lists: packages, organisations, groups, resources."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from longbien.data.addresses import address, offered
from longbien.data.queries.catalogue.offered import Dated, codes, find, one_set, publishers, set_of_resource, themes
from longbien.data.rules.ckan import packages
from longbien.data.rules.ckan.asked import FURTHEST, MOST_PACKAGES, Search, listed, needed, search, text, whole, yes
from longbien.kernel.refusal import not_found

Asked = Mapping[str, Any]
SPOKEN = "2.11.0"  # the CKAN whose API this is


def _language() -> str:
    return str(settings.HUB.languages[0])


def _package(request: HttpRequest, one: Dated) -> dict[str, Any]:
    return packages.package(offered(request, one), _language())


def status_show(request: HttpRequest, asked: Asked) -> Any:
    """Which site this is. `ckan_version` is the version of the API spoken here; the software is Long Biên."""
    return {
        "site_title": settings.HUB.name.in_language(_language()), "site_description": "",
        "site_url": address(request, "catalogue"), "ckan_version": SPOKEN, "software": "Long Biên",
        "locale_default": _language(), "error_emails_to": None, "extensions": ["datastore"],
    }  # fmt: skip


def package_list(request: HttpRequest, asked: Asked) -> Any:
    """Names of all data sets; `limit`, `offset`."""
    found, start = codes(), whole(asked, "offset", 0, most=FURTHEST)
    return found[start : start + whole(asked, "limit", len(found), most=FURTHEST)]


def current_package_list_with_resources(request: HttpRequest, asked: Asked) -> Any:
    """Data sets in full; `limit`, `offset`."""
    rows = whole(asked, "limit", MOST_PACKAGES, most=MOST_PACKAGES)
    found = find(Search(rows=rows, start=whole(asked, "offset", 0, most=FURTHEST)))
    return [_package(request, one) for one in found.sets]


def package_search(request: HttpRequest, asked: Asked) -> Any:
    """Data sets whose texts have all words of `q`; `fq` filters by organization, groups (themes), access, name, id and
    metadata_modified; `rows` (at most 1000), `start`, `sort`, `facet.field`."""
    question = search(asked)
    found = find(question)
    titles = _titles() if question.facets else {}
    return {
        "count": found.count,
        "results": [_package(request, one) for one in found.sets],
        "facets": found.facets,
        "search_facets": packages.facets(found.facets, titles, question.facet_limit),
        "sort": ", ".join(question.order),
    }


def _titles() -> dict[str, str]:
    """Of publishers and themes, by name."""
    titles = {packages.organisation_name(one): one.in_language(_language()) for one, _ in publishers()}
    return titles | {code.lower(): packages.group(code, _language())["title"] for code, _ in themes()}


def package_show(request: HttpRequest, asked: Asked) -> Any:
    """One data set, by its name or id."""
    found = one_set(needed(asked, "id", "name_or_id"))
    if found is None:
        raise not_found()
    return _package(request, found)


def resource_show(request: HttpRequest, asked: Asked) -> Any:
    """One file of a data set, by its id."""
    said = needed(asked, "id")
    found = set_of_resource(said)
    told = packages.resource(offered(request, found), said) if found else None
    if told is None:
        raise not_found()
    return told


def organization_list(request: HttpRequest, asked: Asked) -> Any:
    """Names of those who publish here; in full with `all_fields`; `limit`, `offset`, `organizations`."""
    only = listed(asked, "organizations")
    found = [packages.organisation(title, _language(), count) for title, count in publishers()]
    return _names([one for one in found if not only or one["name"] in only], asked)


def organization_show(request: HttpRequest, asked: Asked) -> Any:
    """One who publishes here, by name; the first data sets with `include_datasets`."""
    said = needed(asked, "id")
    found = next((one for one in publishers() if packages.organisation_name(one[0]) == said), None)
    if found is None:
        raise not_found()
    return packages.organisation(found[0], _language(), found[1]) | _theirs(request, asked, f"organization:{said}")


def group_list(request: HttpRequest, asked: Asked) -> Any:
    """Themes in use, as groups; in full with `all_fields`; `limit`, `offset`."""
    return _names([packages.group(code, _language(), count) for code, count in themes()], asked)


def group_show(request: HttpRequest, asked: Asked) -> Any:
    """One theme, by name; the first data sets with `include_datasets`."""
    said = needed(asked, "id")
    found = next(((code, count) for code, count in themes() if code.lower() == said.lower()), None)
    if found is None:
        raise not_found()
    return packages.group(found[0], _language(), found[1]) | _theirs(request, asked, f"groups:{found[0]}")


def license_list(request: HttpRequest, asked: Asked) -> Any:
    """Licences that data sets here name."""
    return packages.licences()


def tag_list(request: HttpRequest, asked: Asked) -> Any:
    """No data set here has tags: themes stand in `group_list`."""
    return []


def _names(found: list[dict[str, Any]], asked: Asked) -> list[Any]:
    start = whole(asked, "offset", 0, most=FURTHEST)
    part = found[start : start + whole(asked, "limit", len(found), most=FURTHEST)]
    return part if yes(asked, "all_fields") else [one["name"] for one in part]


def _theirs(request: HttpRequest, asked: Asked, term: str) -> dict[str, Any]:
    if not yes(asked, "include_datasets"):
        return {}
    found = find(search({"fq": term, "rows": text(asked, "rows") or MOST_PACKAGES}))
    return {"packages": [_package(request, one) for one in found.sets]}


ACTIONS = (
    status_show, package_list, current_package_list_with_resources, package_search, package_show, resource_show,
    organization_list, organization_show, group_list, group_show, license_list, tag_list,
)  # fmt: skip
