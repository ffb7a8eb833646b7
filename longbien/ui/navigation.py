"""The main menu: rooms say here what they put into it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, order=True)
class Entry:
    """`order` sorts; `label` is a gettext_lazy string; `url_name` is reversed; `prefix` marks the current entry."""

    order: int
    url_name: str
    label: "str | Promise"
    role: str = ""


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Called by a room at start-up. `role` shows the entry only to holders of that hub role (`"*"`: signed in)."""
    _entries.append(entry)
    _entries.sort(key=lambda known: (known.order, known.url_name))


def entries() -> tuple[Entry, ...]:
    return tuple(_entries)
