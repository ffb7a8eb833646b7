"""Where a statement comes from, what counsel has not signed yet, and where the record holds it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from longbien.kernel.citation import Citation
from longbien.kernel.ids import to_slug
from longbien.kernel.subject import Subject
from longbien.ui import links
from longbien.ui.components.words import text

register = template.Library()

Cited = Citation | str


@register.simple_tag
def source(*, cited: Cited | Iterable[Cited]) -> SafeString:
    """The line below a figure, a rule or a statement that says where it was published."""
    every = [cited] if isinstance(cited, Citation | str) else list(cited)
    if not every:
        return SafeString("")
    lines = format_html_join("; ", "{}", ((_shown(one),) for one in every))
    return format_html('<p class="source">{}: {}</p>', _("Source"), lines)


@register.inclusion_tag("ui/parts/unverified.html")
def unverified(*, show: bool = True, as_of: str = "", authority: Any = "") -> dict[str, Any]:
    """Says that a rule was written from public sources and that no lawyer has signed it."""
    return {"show": show, "as_of": as_of, "authority": text(authority)}


@register.simple_tag
def record_link(*, entry: UUID | None, label: Any = "") -> SafeString:
    """The link from a line to its entry in the record."""
    if entry is None:
        return SafeString("")
    shown = text(label) or _("Record entry %(number)s") % {"number": to_slug(entry)[-6:].upper()}
    url = links.url_for(Subject("record.event", entry))
    if url is None:
        return format_html('<span class="code">{}</span>', shown)
    return format_html('<a class="code" href="{}">{}</a>', url, shown)


@register.simple_tag
def subject_link(*, subject: Subject) -> SafeString:
    """A thing of any room by its short name, linked to its page."""
    url, title = links.url_for(subject), links.title_of(subject)
    return format_html('<a href="{}">{}</a>', url, title) if url else format_html("{}", title)


def _shown(cited: Cited) -> SafeString:
    if isinstance(cited, str):
        return format_html("{}", cited)
    read = f" ({_('read')} {cited.as_of.isoformat()})" if cited.as_of else ""
    said = text(cited)
    words = format_html('<a href="{}" rel="noreferrer">{}</a>', cited.url, said) if cited.url else said
    return format_html("{}{}", words, read)
