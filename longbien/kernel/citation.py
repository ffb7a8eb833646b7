"""Where a rule or a figure comes from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Citation:
    """A law, a decision, a paper or a press report, and the place in it.

    `source` names the document ("Regulation (EU) 2024/1689"), `locator` the place ("Art. 57(12)"),
    `as_of` the day it was read, `url` where it stands, if it stands anywhere.
    """

    source: str
    locator: str = ""
    as_of: date | None = None
    url: str = ""

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a citation needs its source")

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else self.source
