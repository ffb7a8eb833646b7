"""A steward delivers: a file of rows, taken under the contract or set apart, with every fault said."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from longbien.data.actions.sets.bring import Brought, bring
from longbien.data.addresses import offered
from longbien.data.api.ckan.bearers import steward
from longbien.data.queries.catalogue.offered import one_set, set_of_resource
from longbien.data.rules.ckan import packages
from longbien.data.rules.ckan.asked import text, wrong
from longbien.kernel.refusal import Fault, Refusal, not_allowed, not_found
from longbien.kernel.text import Text

Asked = Mapping[str, Any]
MOST_SAID = 100
APART = Text.of(
    vi="Lần giao này trái hợp đồng nên đã được cách ly nguyên vẹn; ấn bản trước vẫn là mới nhất.",
    en="This delivery breaks its contract and was set apart whole; the edition before it stays the newest.",
)


def resource_create(request: HttpRequest, asked: Asked) -> Any:
    """Deliver a new edition: `package_id`, and a CSV or JSON file as `upload`, with the key of a steward. What breaks
    the contract is set apart and answered row by row."""
    return _delivered(request, asked, text(asked, "package_id"))


def resource_update(request: HttpRequest, asked: Asked) -> Any:
    """As `resource_create`, by the `id` of the resource."""
    found = set_of_resource(text(asked, "id"))
    if found is None:
        raise not_found()
    return _delivered(request, asked, found.card.code)


def resource_upload(request: HttpRequest, asked: Asked) -> Any:
    """As `resource_create`, for the data set of the key."""
    return _delivered(request, asked, text(asked, "package_id") or steward(request).code)


def _delivered(request: HttpRequest, asked: Asked, package: str) -> Any:
    who = steward(request)
    found = one_set(package)
    if found is None:
        raise not_found()
    if found.card.code != who.code:
        raise not_allowed()
    file = request.FILES.get("upload")
    if file is None:
        raise wrong("upload", vi="Gửi kèm tệp CSV hoặc JSON.", en="Send a CSV or JSON file along.")
    form = (text(asked, "format") or (file.name or "").rpartition(".")[2]).strip().lower()
    brought = bring(who.code, file.read(), form, by=who.actor, at=timezone.now())
    if brought.apart is not None:
        raise Refusal("set-apart", APART, status=409, faults=tuple(_faults(brought)))
    now = one_set(who.code) or found
    csv = packages.resource_ids(who.code)["csv"]
    told = packages.resource(offered(request, now), csv) or {"id": csv, "package_id": str(now.card.id)}
    newest = now.card.newest
    return told | {"edition": newest.number if newest else 0, "is_new": brought.edition is not None}


def _faults(brought: Brought) -> list[Fault]:
    report = brought.apart.report if brought.apart else {}
    rows = [
        Fault("upload", Text.of(vi=f"dòng {row}: {', '.join(broken)}", en=f"row {row}: {', '.join(broken)}"))
        for row, broken in report.get("rows", [])[:MOST_SAID]
    ]
    whole = [Fault("upload", Text.of(vi=f"{what}: {n}", en=f"{what}: {n}")) for what, n in report.get("whole", [])]
    return rows + whole


ACTIONS = (resource_create, resource_update, resource_upload)
