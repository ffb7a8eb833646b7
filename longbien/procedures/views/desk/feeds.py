"""Notices as Atom (RFC 4287) and deadlines as iCalendar (RFC 5545), at a person's secret addresses."""

from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.queries import Contact, actor_for, contacts
from longbien.procedures.links import whole
from longbien.procedures.queries.desk.wishes import person_behind
from longbien.procedures.rules.desk.icalendar import calendar
from longbien.procedures.views.desk.told import deadlines, told
from longbien.ui.language import say, written_for

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Notices(Atom1Feed):
    """A feed without entries says the same each time: Django would write the moment into it."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGINNING


@require_safe
def atom(request: HttpRequest, token: str) -> HttpResponse:
    """The newest notices of whoever the secret belongs to."""
    actor, reader = _reader(token)
    with written_for(reader.language, reader.timezone):
        feed = Notices(
            title=_("Notices: %(hub)s") % {"hub": say(settings.HUB.name)},
            link=whole("/"),
            description="",
            language=reader.language,
            author_name=say(settings.HUB.name),
        )
        for one in told(actor):
            key = f"tag:longbien,2026:{one.id}"
            feed.add_item(title=one.title, link=one.url, description="", unique_id=key, updateddate=one.at)
        return _answer(request, feed.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8")


@require_safe
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of whoever the secret belongs to."""
    actor, reader = _reader(token)
    with written_for(reader.language, reader.timezone):
        name = _("Deadlines: %(hub)s") % {"hub": say(settings.HUB.name)}
        written = calendar(name, deadlines(actor), maker="Long Bien")
    return _answer(request, written, "text/calendar; charset=utf-8")


def _reader(token: str) -> tuple[Actor, Contact]:
    """Whose feed it is. Refusal (404) for a secret that opens none, or no longer."""
    person_id = person_behind(token)
    contact = next(iter(contacts([person_id] if person_id else [])), None)
    if contact is None:
        raise not_found()
    return actor_for(contact.id), contact


def _answer(request: HttpRequest, body: bytes, media_type: str) -> HttpResponse:
    """With an ETag over what it holds: a reader that asks again is sent nothing while nothing changed."""
    etag = quote_etag(sha256(body).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag, response=HttpResponse(body, content_type=media_type))
    answer: HttpResponse = response if response is not None else HttpResponse(body, content_type=media_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
