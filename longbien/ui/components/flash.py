"""What a page says once, with a way to take it back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

MARK = "offers "


@dataclass(frozen=True)
class Button:
    """A button beside a message: where it posts to, and what it says."""

    url: str
    label: str


def say_done(request: HttpRequest, words: str, offer: Button) -> None:
    """Say on the next page that something was done, with a button that undoes it."""
    messages.success(request, words, extra_tags=f"{MARK}{offer.url} {offer.label}")


def offer_of(message: Any) -> Button | None:
    """The button of a message; None where it has none."""
    tags = message.extra_tags or ""
    if not tags.startswith(MARK):
        return None
    url, _, label = tags.removeprefix(MARK).partition(" ")
    return Button(url, label)
