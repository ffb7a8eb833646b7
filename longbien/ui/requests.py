"""A request as our views receive it: Django's, with what the middleware put on it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from longbien.kernel.actor import Actor


class Request(HttpRequest):
    """For annotations only: `def page(request: Request) -> HttpResponse`."""

    actor: Actor
    htmx: HtmxDetails
