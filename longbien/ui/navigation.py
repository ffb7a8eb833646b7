"""The menus: rooms say here what they put into them."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise

from longbien.kernel.actor import Actor

Menu = Literal["main", "account", "foot", "check"]


@dataclass(frozen=True)
class Entry:
    """`order` sorts; `label` is a gettext_lazy string; `url_name` is reversed.

    `role` shows the entry only to holders of that hub role (`"a|b"`: of either; `"+"`: of any role or seat;
    `"*"`: anyone signed in); `menu="account"` puts it beside the reader's name instead of into the main menu,
    `menu="foot"` at the foot of every page, `menu="check"` on the page that checks proofs of the record.
    """

    order: int
    url_name: str
    label: "str | Promise"
    role: str = ""
    menu: Menu = "main"


@dataclass(frozen=True)
class Shown:
    """An entry as this reader sees it on this page."""

    url: str
    label: "str | Promise"
    current: str


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Called by a room at start-up."""
    _entries.append(entry)
    _entries.sort(key=lambda known: (known.order, known.url_name))


def entries() -> tuple[Entry, ...]:
    return tuple(_entries)


def shown(actor: Actor, path: str, menu: Menu) -> list[Shown]:
    """The entries of a menu for this actor; `current` is `"page"` on the page itself, `"true"` anywhere below it."""
    allowed = [entry for entry in _entries if entry.menu == menu and _may_see(actor, entry.role)]
    return [Shown(url := reverse(entry.url_name), entry.label, _current(url, path)) for entry in allowed]


def _may_see(actor: Actor, role: str) -> bool:
    if role == "+":
        return bool(actor.roles or actor.bodies)
    return not role or not actor.roles.isdisjoint(role.split("|")) or (role == "*" and actor.is_signed_in)


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url.rstrip("/") + "/") else ""
