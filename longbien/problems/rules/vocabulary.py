"""The words a hub classifies its problems with."""

from collections.abc import Mapping
from dataclasses import dataclass

from longbien.kernel.text import Text


@dataclass(frozen=True)
class Vocabulary:
    """Codes and their names. `languages` are those every statement must be written in."""

    languages: tuple[str, ...]
    groups: Mapping[str, Text]
    sectors: Mapping[str, Text]
    technologies: Mapping[str, Text]
    localities: Mapping[str, Text]
