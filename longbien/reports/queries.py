"""Reads of the reports room."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from longbien.kernel.hub import Hub
from longbien.kernel.sourced import read_yaml
from longbien.reports.rules.indicator import BOUNDS, Goal, Indicator
from longbien.ui.language import reader_language


def indicators() -> tuple[Indicator, ...]:
    """Every indicator of the hub with its goals; those that hub.yaml puts first come first, then by code."""
    first = list(settings.HUB.data.get("targets", ()))
    read = [_indicator(settings.HUB, data) for data in _files(settings.HUB.folder)]
    return tuple(sorted(read, key=lambda one: (first.index(one.code) if one.code in first else len(first), one.code)))


def indicator(code: str) -> Indicator | None:
    return next((one for one in indicators() if one.code == code), None)


def targets() -> tuple[Indicator, ...]:
    """The indicators that hub.yaml puts first, for the home page."""
    first = settings.HUB.data.get("targets", ())
    return tuple(one for one in indicators() if one.code in first)


@lru_cache(maxsize=4)
def _files(folder: Path) -> tuple[dict[str, Any], ...]:
    """The files as data; a process serves one folder, and a changed folder is loaded by a new one."""
    return tuple(read_yaml(path).data for path in sorted((folder / "indicators").glob("*.yaml")))


def _indicator(hub: Hub, data: dict[str, Any]) -> Indicator:
    return Indicator(
        code=data["indicator"],
        title=hub.text(data["title"]),
        unit=hub.text(data["unit"]),
        goals=tuple(_goal(hub, goal) for goal in data["goals"]),
    )


def _goal(hub: Hub, data: dict[str, Any]) -> Goal:
    return Goal(
        bound=BOUNDS[data["bound"]],
        value=data["value"],
        by=data.get("by", 0),
        note=hub.text(data["note"]) if "note" in data else None,
        sources=hub.cite(data["source"], reader_language()),
    )
