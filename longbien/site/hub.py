"""Reads hub.yaml and the calendar overrides it names."""

from datetime import date, time
from pathlib import Path
from typing import Any

from longbien.kernel.hub import Hub
from longbien.kernel.sourced import read_yaml
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays


def read_hub(folder: Path) -> Hub:
    """The hub of a folder. Unreadable, KeyError or ValueError when hub.yaml is broken (`longbien hub check` says where)."""
    data = read_yaml(folder / "hub.yaml", named="hub.yaml").data
    languages = tuple(data["languages"])

    def texts(named: dict[str, Any]) -> dict[str, Text]:
        return {code: Text.from_data(words, languages) for code, words in named.items()}

    return Hub(
        code=data["code"],
        folder=folder,
        name=Text.from_data(data["name"], languages),
        city=Text.from_data(data["city"], languages),
        country=data["country"],
        languages=languages,
        currency=data["currency"],
        timezone=data["timezone"],
        calendar=_calendar(folder, data),
        stages=texts(data["stages"]),
        roles=texts(data["roles"]),
        log_origin=data["log_origin"],
        data=data,
    )


def _calendar(folder: Path, data: dict[str, Any]) -> WorkingDays:
    overrides: dict[date, bool] = {}
    for path in sorted((folder / "calendars").glob("*.yaml")):
        for entry in read_yaml(path).data["days"]:
            overrides[entry["date"]] = entry["working"]
    hours = tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in data["working_hours"]
    )  # fmt: skip
    return WorkingDays(data["country"], data["timezone"], overrides, frozenset(data.get("weekend", [5, 6])), hours)
