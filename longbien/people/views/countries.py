"""Countries to choose from, in the order of the reader's language, the hub's own first."""

from functools import lru_cache

from babel import Locale
from django.conf import settings

from longbien.kernel.folding import fold
from longbien.kernel.text import Text
from longbien.people.rules.collation import sort_key
from longbien.people.rules.countries import CODES
from longbien.ui.fields import Choice, Field
from longbien.ui.language import reader_language


def country_field(label: Text) -> Field:
    return Field("country", "choice", label, required=True, choices=_choices(settings.HUB.country, reader_language()))


def country_name(code: str) -> str:
    """What a country is called in the reader's language."""
    return str(Locale(reader_language()).territories.get(code, code))


@lru_cache
def _choices(first: str, reader: str) -> tuple[Choice, ...]:
    names = {language: Locale(language).territories for language in settings.HUB.languages}
    made = [Choice(code, Text(tuple((language, told[code]) for language, told in names.items()))) for code in CODES]
    return tuple(sorted(made, key=lambda one: (one.value != first, _place(one.label.in_language(reader), reader))))


def _place(name: str, language: str) -> bytes:
    """Where marks make letters of their own, they have their place; elsewhere they don't count."""
    return sort_key(name if language == "vi" else fold(name))
