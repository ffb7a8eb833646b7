"""The reader: the language of the page, the same page in another one, and the time they keep."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.translation import get_language, override

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


_asked: ContextVar[Callable[[], str] | None] = ContextVar("longbien_zone", default=None)


def keep_zone(ask: Callable[[], str] | None) -> None:
    """Set how to learn the reader's time zone; it is asked only when a page shows a time."""
    _asked.set(ask)


def readers_zone() -> str:
    """A name such as `Europe/Berlin`; "" for the hub's own time."""
    ask = _asked.get()
    return ask() if ask else ""


@contextmanager
def written_for(language: str, zone: str) -> Iterator[None]:
    """What is written inside is read by somebody else than who asks for it, such as a letter: in their language and in
    their time, or in the hub's where they have none."""
    asked = _asked.set(lambda: zone)
    try:
        with override(language if language in settings.HUB.languages else settings.HUB.languages[0]):
            yield
    finally:
        _asked.reset(asked)
