"""Generated pages of the docs: rooms say here what they can write about themselves (`longbien docs build`)."""

from collections.abc import Callable

_pages: dict[str, Callable[[], str]] = {}


def page(name: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Decorator, in `<room>/reference.py`: `@page("roles")` over a function that answers with Markdown.

    The text must depend on code and files alone, never on the clock, the database or the machine.
    """

    def register(write: Callable[[], str]) -> Callable[[], str]:
        if name in _pages:
            raise RuntimeError(f"two rooms write docs/reference/{name}.md")
        _pages[name] = write
        return write

    return register


def pages() -> dict[str, Callable[[], str]]:
    """Every page by name, in alphabetical order."""
    return dict(sorted(_pages.items()))
