"""Filters of this room's templates."""

from datetime import date

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
    """A text as a QR code: an inline drawing, dark on light in every mode, for cameras read nothing else."""
    drawn = segno.make(content, error="m").svg_inline(scale=4, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - paths drawn by segno from our own text
