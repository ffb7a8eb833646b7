"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from longbien.kernel.actor import ANONYMOUS
from longbien.ui import navigation
from longbien.ui.language import OWN_NAMES, in_language, reader_language


def page(request: HttpRequest) -> dict[str, Any]:
    """The hub, the actor, the menus and the links to this page in the hub's other languages."""
    actor = getattr(request, "actor", ANONYMOUS)
    return {
        "hub": settings.HUB,
        "actor": actor,
        "main_menu": SimpleLazyObject(lambda: navigation.shown(actor, request.path, "main")),
        "account_menu": SimpleLazyObject(lambda: navigation.shown(actor, request.path, "account")),
        "foot_menu": SimpleLazyObject(lambda: navigation.shown(actor, request.path, "foot")),
        "other_languages": SimpleLazyObject(lambda: _other_languages(request)),
    }


def _other_languages(request: HttpRequest) -> list[dict[str, str]]:
    path = request.get_full_path()
    return [
        {"code": code, "name": OWN_NAMES.get(code, code), "url": in_language(path, code)}
        for code in settings.HUB.languages
        if code != reader_language()
    ]
