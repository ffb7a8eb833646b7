"""Numbers, money, dates and instants in the reader's habit: `1.284 tỷ ₫` in Vietnamese, `₫1,284 billion` in English."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from django.conf import settings

from longbien.kernel.money import Money
from longbien.ui.language import reader_language, readers_zone

# Vietnamese counts money in thousands of millions (tỷ); Babel's compact form abbreviates both words away.
SCALES = {
    "vi": ((10**9, "tỷ"), (10**6, "triệu")),
    "en": ((10**9, "billion"), (10**6, "million")),
}
DAY, HOUR, MINUTE = 86_400, 3_600, 60
WHOLE = (DAY, HOUR, MINUTE)
LARGER = {DAY: 7 * DAY, HOUR: DAY, MINUTE: HOUR}
FAR = 60 * DAY
NO_BREAK = "\u00a0"
DIGITS = 5000  # more than any number that is read has; at 28, as Decimal does it, longer ones could not be written


def cell(value: object) -> str:
    """A value as a cell of a CSV file: what looks like a formula is told to be text (OWASP, CSV injection)."""
    said, is_number = str(value), isinstance(value, int | float | Decimal)
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number else said


def number(value: int | float | Decimal, *, places: int = 2) -> str:
    """`12345.5` → `12.345,5` / `12,345.5`; at most `places` decimals."""
    return _number(str(value), places, reader_language())


@lru_cache(maxsize=1024)
def _number(said: str, places: int, language: str) -> str:
    """Pages say the same few numbers again and again, and Babel reads the habits of a language anew for each."""
    with localcontext(prec=DIGITS):
        rounded = Decimal(said).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return format_decimal(rounded.normalize() + 0, locale=language, decimal_quantization=False)


def money(amount: Money) -> str:
    """The whole amount: `1.200.000 ₫`, `$12.50`."""
    with localcontext(prec=DIGITS):
        exact = Decimal(amount.minor).scaleb(-amount.exponent)
        return format_currency(exact, amount.currency, locale=reader_language())


def short_money(amount: Money) -> str:
    """A large amount in words, to one decimal: `1.284 tỷ ₫`, `1.5 billion USD`; small ones in full."""
    language = reader_language()
    units = Decimal(amount.minor).scaleb(-amount.exponent)
    for size, word in SCALES.get(language, SCALES["en"]):
        if abs(units) >= size:
            symbol = get_currency_symbol(amount.currency, locale=language)
            return NO_BREAK.join((number(units / size, places=1), word, symbol))
    return money(amount)


def day(value: date | datetime) -> str:
    """A local date: `23/11/2026` / `23 November 2026`."""
    if isinstance(value, datetime):
        value = local(value).date()
    pattern = "dd/MM/y" if reader_language() == "vi" else "d MMMM y"
    return format_date(value, pattern, locale=reader_language())


def month(value: date) -> str:
    """A month: `tháng 11/2026` / `November 2026`."""
    pattern = "'tháng' M/y" if reader_language() == "vi" else "MMMM y"
    return format_date(value, pattern, locale=reader_language())


def moment(value: datetime) -> str:
    """An instant in the reader's own time: `09:25, 23/11/2026` / `23 Nov 2026, 09:25`.

    For whoever keeps another time than the hub, the zone stands beside it: `03:25, 23/11/2026 (GMT+01:00)`.
    """
    pattern = "HH:mm, dd/MM/y" if reader_language() == "vi" else "d MMM y, HH:mm"
    zone = readers_zone()
    if zone and zone != settings.HUB.timezone:
        pattern += " (OOOO)"
        value = value.astimezone(ZoneInfo(zone))
    else:
        value = local(value)
    return format_datetime(value, pattern, locale=reader_language())


def ago(value: datetime, *, now: datetime) -> str:
    """How far an instant lies from `now`: `3 ngày trước`, `in 2 hours`. Whole units, never rounded up: 13 days are no
    two weeks, and who has 20 hours left has no day."""
    distance = value - now
    seconds, threshold = abs(distance).total_seconds(), 0.85
    size = next((size for size in WHOLE if seconds >= size), None)
    if size and seconds < FAR:
        whole = int(seconds // size)
        # The least of the next larger unit that counts as one: just more of it than there is.
        threshold = whole * size / LARGER[size] + 0.001
        distance = timedelta(seconds=whole * size) * (1 if value > now else -1)
    return format_timedelta(distance, threshold=threshold, add_direction=True, locale=reader_language())


def local(value: datetime) -> datetime:
    """An aware instant in the hub's time zone."""
    return value.astimezone(ZoneInfo(settings.HUB.timezone))
