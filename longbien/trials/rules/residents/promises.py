"""What a hub promises around a trial, from `trials` of hub.yaml: its own rules, where no law at hand sets a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.kernel.written import day


@dataclass(frozen=True)
class Promises:
    """`answer_days`, `exit_report_days`: working days; `notice_days`: calendar days. None: not said."""

    answer_days: int | None = None
    notice_days: int | None = None
    exit_report_days: int | None = None


def promises(hub: Mapping[str, Any]) -> Promises:
    """What hub.yaml says."""
    said = hub.get("trials", {})
    return Promises(
        said.get("answer_within_working_days"),
        said.get("notice_days"),
        said.get("exit_report_within_working_days"),
    )


def notice_days(regime: Mapping[str, Any], hub: Mapping[str, Any]) -> int:
    """How many days before its start a trial is announced: what the regime asks for, else what the hub promises."""
    asked = regime.get("notice")
    return int(asked["days"]) if asked else promises(hub).notice_days or 0


def check_announced(starts_on: date, term: Period, *, today: date, days: int) -> None:
    """Refusal 422 for a day outside the term, or so near that residents would hear of it too late."""
    earliest = max(term.start, today + timedelta(days=days))
    if not earliest <= starts_on < term.end:
        first, last = day(earliest), day(term.end - timedelta(days=1))
        what = Text.of(
            vi=f"Chọn một ngày từ {first['vi']} đến {last['vi']}: người dân được báo trước {days} ngày.",
            en=f"Choose a day from {first['en']} to {last['en']}: residents are told {days} days ahead.",
        )
        raise Refusal("too-soon", what, faults=(Fault("starts_on", what),))


def check_term_begun(start: date, *, today: date) -> None:
    """Refusal 409 to start before the first day of the licence."""
    if today < start:
        what = Text.of(
            vi=f"Giấy phép có hiệu lực từ ngày {day(start)['vi']}; chưa bắt đầu trước ngày đó được.",
            en=f"The licence holds from {day(start)['en']}; it can't be started before that day.",
        )
        raise conflict("term-not-begun", what)


def check_start(starts_on: date | None, *, today: date) -> None:
    """Refusal 409 to start what was not announced, or before the day that was."""
    if starts_on is None:
        what = Text.of(vi="Hãy báo trước ngày bắt đầu cho người dân.", en="Announce the start to residents first.")
        raise conflict("not-announced", what)
    if today < starts_on:
        what = Text.of(
            vi=f"Đã báo với người dân là bắt đầu ngày {day(starts_on)['vi']}.",
            en=f"Residents were told that it starts on {day(starts_on)['en']}.",
        )
        raise conflict("announced-later", what)
