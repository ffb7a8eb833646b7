"""All URLs: each room brings its own; `/api`, `/log` and `/health` carry no language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from longbien.site import views
from longbien.site.api import api
from longbien.ui.views import gallery

# Rooms whose pages stand at the root, each with `app_name` and its own English nouns.
ROOMS = [
    "problems", "procedures", "ventures", "trials", "capital", "data", "people", "credentials", "places", "record",
    "ledger", "reports",
]  # fmt: skip

handler400 = "longbien.ui.errors.bad_request"
handler403 = "longbien.ui.errors.forbidden"
handler404 = "longbien.ui.errors.missing"
handler500 = "longbien.ui.errors.broken"

urlpatterns = [
    path("api/", include("longbien.data.api.ckan.urls")),  # the Action API of CKAN
    path("api/", api.urls),
    path("delta-sharing/", include("longbien.data.api.sharing.urls")),
    path("iceberg/", include("longbien.data.api.iceberg.urls")),
    path("iceberg-files/", include("longbien.data.api.iceberg.files_urls")),
    path("features/", include("longbien.data.api.features.urls")),
    path("log/", include("longbien.record.log_urls")),
    path("", include("longbien.credentials.public_urls")),
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("search", views.search, name="search"),
        path("gallery", gallery, name="gallery"),
        path("accounts/", include("longbien.people.account_urls")),  # ours go before allauth's
        path("accounts/", include("allauth.urls")),
        *(path("", include(f"longbien.{room}.urls")) for room in ROOMS),
        prefix_default_language=False,
    ),
]
