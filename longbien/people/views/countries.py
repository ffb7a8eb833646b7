"""Countries to choose from, by their names in each language of the hub, the hub's own first."""

from functools import lru_cache

from babel import Locale
from django.conf import settings

from longbien.kernel.text import Text
from longbien.people.rules.countries import CODES
from longbien.ui.fields import Choice, Field
from longbien.ui.language import reader_language


def country_field(label: Text) -> Field:
    return Field("country", "choice", label, required=True, choices=_choices(settings.HUB.country))


def country_name(code: str) -> str:
    """What a country is called in the reader's language."""
    return str(Locale(reader_language()).territories.get(code, code))


@lru_cache
def _choices(first: str) -> tuple[Choice, ...]:
    names = {language: Locale(language).territories for language in settings.HUB.languages}
    made = [Choice(code, Text(tuple((language, told[code]) for language, told in names.items()))) for code in CODES]
    lead = settings.HUB.languages[0]
    return tuple(sorted(made, key=lambda one: (one.value != first, one.label.in_language(lead))))
