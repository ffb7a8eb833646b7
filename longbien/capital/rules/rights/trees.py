"""Trees of names: fields of use, territories. What stands under another lies within it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from longbien.kernel.text import Text


@dataclass(frozen=True)
class Tree:
    """`above` maps every code to the one it lies within, a top one to None; `names` says them to a reader."""

    above: Mapping[str, str | None]
    names: Mapping[str, Text]

    def path(self, code: str) -> tuple[str, ...]:
        """The code and everything it lies within, narrowest first. A code that left the tree stands by itself."""
        found = [code]
        while (wider := self.above.get(found[-1])) is not None:
            found.append(wider)
        return tuple(found)

    def meet(self, ones: Iterable[str], others: Iterable[str]) -> frozenset[str]:
        """What both sides cover: of each pair that lies one within the other, the narrower; empty when none does."""
        pairs = ((self.path(one), self.path(other)) for one in ones for other in frozenset(others))
        met = (one if other[0] in one else other if one[0] in other else () for one, other in pairs)
        return frozenset(path[0] for path in met if path)

    def said(self, codes: Iterable[str]) -> Text:
        """The names of some codes in a row, in the order of the tree."""
        wanted = frozenset(codes)
        gone = (Text.of(und=code) for code in sorted(wanted - self.above.keys()))
        return joined([*(self.names[code] for code in self.above if code in wanted), *gone])


def looping(above: Mapping[str, str | None]) -> frozenset[str]:
    """The codes that never come to a top, because they lie within one another or within a code that isn't there."""
    good: set[str | None] = {None}
    while more := {code for code, wider in above.items() if wider in good} - good:
        good |= more
    return frozenset(code for code in above if code not in good)


def joined(named: Iterable[Text]) -> Text:
    """Texts in a row, with commas. ValueError for none."""
    every = tuple(named)
    languages = [language for language, _ in every[0].entries] if every else []
    return Text(tuple((language, ", ".join(one.in_language(language) for one in every)) for language in languages))
