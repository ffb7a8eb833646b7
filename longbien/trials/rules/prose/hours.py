"""Hours of operation in words: “Monday to Friday, 08:30–12:00, not on public holidays”."""

from collections.abc import Iterable
from datetime import time

from longbien.kernel.text import Text
from longbien.trials.rules.plan import Window

WEEK = (
    Text.of(vi="Thứ Hai", en="Monday"),
    Text.of(vi="Thứ Ba", en="Tuesday"),
    Text.of(vi="Thứ Tư", en="Wednesday"),
    Text.of(vi="Thứ Năm", en="Thursday"),
    Text.of(vi="Thứ Sáu", en="Friday"),
    Text.of(vi="Thứ Bảy", en="Saturday"),
    Text.of(vi="Chủ nhật", en="Sunday"),
)
HOLIDAYS = {
    "never": Text.of(vi="trừ ngày nghỉ lễ", en="not on public holidays"),
    "only": Text.of(vi="chỉ vào ngày nghỉ lễ", en="only on public holidays"),
}
ALL_DAY = Text.of(vi="cả ngày", en="all day")


def hours(window: Window) -> Text:
    """Days, times and what holidays change; two windows that open otherwise read otherwise."""
    parts = [_days(window.days), _times(window)]
    if window.holidays in HOLIDAYS:
        parts.append(HOLIDAYS[window.holidays])
    return _joined(parts)


def _times(window: Window) -> Text:
    opens, closes = f"{window.opens:%H:%M}", f"{window.closes:%H:%M}"
    if window.opens == window.closes == time():
        return ALL_DAY
    if window.closes > window.opens:
        return Text.of(vi=f"{opens}–{closes}", en=f"{opens}–{closes}")
    return Text.of(vi=f"{opens}–{closes} hôm sau", en=f"{opens}–{closes} of the next day")


def _days(days: Iterable[int]) -> Text:
    """Three and more in a row as “Monday to Friday”."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return _joined([spoken for run in runs for spoken in _run(run)])


def _run(run: list[int]) -> list[Text]:
    if len(run) < 3:
        return [WEEK[day] for day in run]
    first, last = WEEK[run[0]], WEEK[run[-1]]
    return [Text.of(vi=f"{first['vi']} đến {last['vi']}", en=f"{first['en']} to {last['en']}")]


def _joined(parts: list[Text]) -> Text:
    return Text.of(vi=", ".join(part["vi"] for part in parts), en=", ".join(part["en"] for part in parts))
