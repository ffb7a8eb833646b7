"""YAML read into its parts by the parser in C that comes with the library, eight times as fast as the one in Python.

The parts are put together in Python all the same: there, what is nested too deeply ends in a RecursionError. Whatever
the one in C refuses, or reads where the one in Python would not, is given to the latter, so that a file is good or bad
in the same words wherever it is read; where the library came without the former, there is only the latter.
"""

from contextlib import suppress
from typing import Any

import yaml
from yaml.composer import Composer

IN_C: Any = getattr(yaml, "CSafeLoader", None)
# Only the parser in C takes a tab within a line, or a mark of byte order after the first letter.
DOUBTFUL = "\t", "\ufeff"


class Doubtful(yaml.YAMLError):
    """The two parsers may not agree on this."""


class _Quick(Composer, IN_C or object):  # type: ignore[misc]
    def __init__(self, source: str) -> None:
        IN_C.__init__(self, source)
        Composer.__init__(self)

    def compose_scalar_node(self, anchor: Any) -> Any:
        """A tag, and a question mark in a text without quotes, are read differently."""
        event = self.peek_event()
        if event.tag or (not event.style and "?" in event.value):
            raise Doubtful
        return super().compose_scalar_node(anchor)


def compose(source: str) -> Any:
    """The node of a document with the line of each part, None where it is empty. Raises yaml.YAMLError."""
    if IN_C and not any(mark in source for mark in DOUBTFUL):
        with suppress(yaml.YAMLError):
            return yaml.compose(source, Loader=_Quick)
    return compose_slowly(source)


def compose_slowly(source: str) -> Any:
    """The same by the parser in Python, whose words for a fault `misread` knows."""
    return yaml.compose(source, Loader=yaml.SafeLoader)
