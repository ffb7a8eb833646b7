"""Filters of this room's templates."""

from datetime import date

from django import template

from longbien.ui.components.words import day

register = template.Library()


@register.filter
def iso_day(written: str) -> str:
    """A date as it stands in answers (`2026-11-23`), in the reader's habit; anything else as it was written."""
    try:
        return day(date.fromisoformat(written))
    except (TypeError, ValueError):
        return str(written)
