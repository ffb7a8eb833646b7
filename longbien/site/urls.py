"""All URLs: each room brings its own; `/api`, `/log` and `/health` carry no language prefix."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from longbien.site import views
from longbien.site.api import api

# Rooms whose pages stand at the root, each with `app_name` and its own English nouns.
ROOMS = ["problems", "procedures", "ventures", "trials", "people", "places", "record"]

urlpatterns = [
    path("api/", api.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("accounts/", include("allauth.urls")),
        *(path("", include(f"longbien.{room}.urls")) for room in ROOMS if find_spec(f"longbien.{room}.urls")),
        prefix_default_language=False,
    ),
]
