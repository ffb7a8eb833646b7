"""Where a page or a form stands in the house."""

import re
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve

from tests.house.hostile.pages import Form

Place = tuple[str, ...]


def place_of(address: str) -> Place:
    """The route and what of its address is no id: `("procedures:fill", "submit")`."""
    return _place(urlsplit(address).path)


@lru_cache(maxsize=50_000)
def _place(path: str) -> Place:
    try:
        found = resolve(path)
    except Resolver404:
        return ()
    words = (str(value) for value in found.kwargs.values() if not isinstance(value, UUID))
    return (found.view_name, *sorted(words))


def shape_of(name: str) -> str:
    """A question of a repeated row, whichever row it is: `team-0-name`."""
    return re.sub(r"\d+", "0", name)


def key_of(form: Form) -> Place:
    """Forms of the same place with the same questions are one form."""
    return (*place_of(form.address), *sorted({shape_of(name) for name in form.inputs}))
