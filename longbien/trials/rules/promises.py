"""What a hub promises around a trial, from `trials` of hub.yaml: its own rules, where no law at hand sets a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
