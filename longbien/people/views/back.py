"""Back to where someone came from, when that is a page of ours."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address in `next`, posted or in the query; `otherwise` when there is none or it leads elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # Django's redirect takes a bare word for the name of a route.
    return wanted if is_ours and wanted.startswith("/") else otherwise
