"""Sample values for templates: rooms that send letters say what one of theirs would hold."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Sampler = Callable[[Path], Mapping[str, Any] | None]
_samplers: list[Sampler] = []


def sampler(function: Sampler) -> Sampler:
    """Register a function that knows the values of a template by its path; None for one that is not its own."""
    _samplers.append(function)
    return function


def sample_for(template: Path) -> dict[str, Any]:
    """The values to draw a template with; empty for one that no room knows."""
    found = (one(template.resolve()) for one in _samplers)
    return dict(next((values for values in found if values is not None), {}))
