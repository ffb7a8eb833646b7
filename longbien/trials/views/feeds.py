"""Atom feeds (RFC 4287) of this room, in the reader's language."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from longbien.ui.language import reader_language

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """A feed without entries says the same each time: Django would write the moment into it."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGINNING


def feed(request: HttpRequest, title: str, path: str) -> Feed:
    """An empty feed about the page at `path`."""
    return Feed(
        title=title,
        link=request.build_absolute_uri(path),
        description="",
        language=reader_language(),
        feed_url=request.build_absolute_uri(),
    )


def answer(made: Feed) -> HttpResponse:
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response
