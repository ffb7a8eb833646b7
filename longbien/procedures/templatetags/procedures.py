"""Filters of this room's templates."""

from datetime import date
from io import BytesIO

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

from longbien.ui.components.words import day

register = template.Library()


@register.filter
def iso_day(written: str) -> str:
    """A date as it stands in answers (`2026-11-23`), in the reader's habit; anything else as it was written."""
    try:
        return day(date.fromisoformat(written))
    except (TypeError, ValueError):
        return str(written)


@register.filter
def scannable(content: str) -> SafeString:
    """A text as a QR code: an inline drawing in the colour of the text."""
    drawn = BytesIO()
    segno.make(content, error="m").save(
        drawn, kind="svg", scale=4, dark="#000", light="#fff", xmldecl=False, svgns=True, omitsize=False
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - paths drawn by segno from our own text
