"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    return {"hub": settings.HUB, "actor": getattr(request, "actor", None)}
