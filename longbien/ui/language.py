"""The reader's language: texts in it, and the same page in another one."""

from django.conf import settings
from django.utils.translation import get_language

from longbien.kernel.text import Text

OWN_NAMES = dict(settings.LANGUAGES)


def reader_language() -> str:
    """The language of this request: `"vi"`, `"en"`."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def say(text: Text) -> str:
    """A text in the reader's language."""
    return text.in_language(reader_language())


def in_language(path: str, code: str) -> str:
    """The address of the same page in another language: `/en/problems/?q=a` → `/problems/?q=a` for the first one."""
    for known in settings.HUB.languages[1:]:
        if path == f"/{known}" or path.startswith(f"/{known}/"):
            path = path[len(known) + 1 :] or "/"
            break
    return path if code == settings.HUB.languages[0] else f"/{code}{path}"
