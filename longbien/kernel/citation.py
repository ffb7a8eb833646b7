"""Where a rule or a figure comes from."""

from dataclasses import dataclass
from datetime import date

from longbien.kernel.text import Text


@dataclass(frozen=True)
class Citation:
    """A law, a decision, a paper or a press report, and the place in it.

    `source` names the document ("Regulation (EU) 2024/1689"), `locator` the place ("Art. 57(12)"), each as a `Text`
    where languages call it otherwise; `as_of` the day it was read, `url` where it stands, if it stands anywhere.
    """

    source: Text | str
    locator: Text | str = ""
    as_of: date | None = None
    url: str = ""

    def __post_init__(self) -> None:
        if not str(self.source).strip():
            raise ValueError("a citation needs its source")

    def in_language(self, language: str) -> str:
        """The document and the place as who reads that language knows them."""
        return _said(_in(self.source, language), _in(self.locator, language))

    def __str__(self) -> str:
        return _said(str(self.source), str(self.locator))


def _in(part: Text | str, language: str) -> str:
    return part.in_language(language) if isinstance(part, Text) else part


def _said(source: str, locator: str) -> str:
    return f"{source}, {locator}" if locator else source
