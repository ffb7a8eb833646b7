"""What the type of the letters can show. What it can't is written by its number, `[U+65E0]`: PDF/UA takes no letter
with a character that nobody sees, and a name from elsewhere must not keep a decision from being sealed."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

KEPT = "\n\t"


def fonts() -> Path:
    """The folder of the house's type."""
    spec = find_spec("fontpkg_be_vietnam_pro")
    assert spec is not None  # noqa: S101 - one of our requirements
    assert spec.submodule_search_locations  # noqa: S101 - a folder, not a file
    return Path(spec.submodule_search_locations[0]) / "files"


def showable(value: Any) -> Any:
    """The same value with every text in it as it can be set."""
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value)))
    if isinstance(value, Mapping):
        return {key: showable(one) for key, one in value.items()}
    return [showable(one) for one in value] if isinstance(value, list | tuple) else value


def _shown(letter: str) -> str:
    if letter in KEPT or ord(letter) in _known():
        return letter
    # Marks that turn the reading direction, join or control: nothing is lost without them.
    return "" if unicodedata.category(letter) in ("Cc", "Cf") else f"[U+{ord(letter):04X}]"


@cache
def _known() -> frozenset[int]:
    with TTFont(fonts() / "BeVietnamPro-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
