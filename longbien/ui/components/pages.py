"""Pagination: `{% pagination page=page %}` for a Django `Page`."""

from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], *, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages, the rest of the query kept; nothing when there is only one."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [{"number": n, "url": address(n) if isinstance(n, int) else ""} for n in numbers]
    return {
        "page": page,
        "links": links,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }
