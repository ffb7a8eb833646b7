"""Filters of this room's templates."""

from datetime import date, datetime

import segno
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from longbien.procedures.rules.deadlines import left_of
from longbien.ui.components.words import day
from longbien.ui.formats import ago

register = template.Library()


@register.filter
def iso_day(written: str) -> str:
    """A date as it stands in answers (`2026-11-23`), in the reader's habit; anything else as it was written."""
    try:
        return day(date.fromisoformat(written))
    except (TypeError, ValueError):
        return str(written)


@register.filter
def left(due: datetime) -> str:
    """How long until a deadline: `còn 13 ngày, gồm 10 ngày làm việc`; the last day in hours."""
    now = timezone.now()
    days = (due - now).days
    if days < 1:
        return ago(due, now=now)
    working = left_of(settings.HUB.calendar, now, due, "wd")
    if working == days:
        return ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}
    whole = ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
    return whole + ngettext(", %(n)s working day", ", %(n)s working days", working) % {"n": working}


@register.filter
def scannable(content: str) -> SafeString:
    """A text as a QR code: an inline drawing, dark on light in every mode, for cameras read nothing else."""
    drawn = segno.make(content, error="m").svg_inline(scale=4, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - paths drawn by segno from our own text
