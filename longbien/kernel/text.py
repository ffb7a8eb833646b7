"""Text in the languages of a hub."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text(Mapping[str, str]):
    """One statement in several languages: `Text.of(vi="Bài toán", en="Problem")`.

    Order of languages is kept; the first one is what a reader gets whose language is missing.
    """

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError("a text needs at least one language")
        if blank := [language for language, words in self.entries if not words.strip()]:
            raise ValueError(f"a text is blank in: {', '.join(blank)}")

    @classmethod
    def of(cls, **words: str) -> "Text":
        return cls(tuple(words.items()))

    @classmethod
    def from_data(cls, data: object, languages: tuple[str, ...]) -> "Text":
        """Read `{vi: …, en: …}`, or a bare string in a hub of one language. ValueError names what is missing."""
        if isinstance(data, str) and len(languages) == 1:
            return cls(((languages[0], data),))
        if not isinstance(data, Mapping):
            raise ValueError(f"expected one text per language ({', '.join(languages)})")
        if missing := [code for code in languages if not isinstance(data.get(code), str)]:
            raise ValueError(f"missing text in: {', '.join(missing)}")
        return cls(tuple((code, data[code]) for code in languages))

    def in_language(self, language: str) -> str:
        """The words in `language` (`"vi"`, `"en-gb"` → `"en"`), or in the first language there is."""
        return dict(self.entries).get(language.partition("-")[0], self.entries[0][1])

    def __getitem__(self, language: str) -> str:
        return dict(self.entries)[language]

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __str__(self) -> str:
        return self.entries[0][1]
