"""Filters: texts, numbers, money, dates and ids in the reader's habit."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from longbien.kernel.citation import Citation
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.ui import formats
from longbien.ui.components.flash import Button, offer_of
from longbien.ui.language import in_language, reader_language, say

register = template.Library()

MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad"}


@register.filter
def text(value: Any) -> str:
    """A `Text` (or a plain `{vi: …, en: …}`) or a citation in the reader's language; anything else as it is."""
    if isinstance(value, Citation):
        return value.in_language(reader_language())
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, Mapping):
        return say(Text(tuple(value.items())))
    return "" if value is None else str(value)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    return "" if value is None else formats.number(value)


@register.filter
def money(value: Money | Mapping[str, str] | None) -> str:
    """Money in full; also reads the wire form `{"minor": …, "currency": …}`."""
    return "" if value is None else formats.money(_money(value))


@register.filter
def short_money(value: Money | Mapping[str, str] | None) -> str:
    """Money in tỷ / triệu (billion / million)."""
    return "" if value is None else formats.short_money(_money(value))


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A date as `<time>`."""
    if value is None:
        return ""
    plain = formats.local(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), formats.day(plain))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """An instant, local, as `<time>`."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.moment(value))


@register.filter
def plain_moment(value: datetime) -> str:
    """An instant in words alone, for letters and files."""
    return formats.moment(value)


@register.filter
def plain_day(value: date | datetime) -> str:
    """A date in words alone."""
    return formats.day(value)


@register.filter
def ago(value: datetime | None) -> SafeString | str:
    """How long ago, or how far ahead, as `<time>` with the instant in its title."""
    if value is None:
        return ""
    words = formats.ago(value, now=timezone.now())
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), formats.moment(value), words)


@register.filter
def slug(value: UUID) -> str:
    """An id as it stands in URLs."""
    return to_slug(value)


@register.filter
def tone(message: Any) -> str:
    """The tone of a Django message."""
    return MESSAGE_TONES.get(message.level_tag, "info")


@register.filter
def offer(message: Any) -> Button | None:
    """The button beside a Django message, such as one that undoes what was done."""
    return offer_of(message)


@register.simple_tag
def home_url() -> str:
    """The home page in the reader's language."""
    return in_language("/", reader_language()) if reader_language() in settings.HUB.languages else "/"


def _money(value: Money | Mapping[str, str]) -> Money:
    return value if isinstance(value, Money) else Money.from_data(dict(value))
