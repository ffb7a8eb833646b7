"""Pages of the catalogue, and what other catalogues read."""

from django.urls import path
from django.views.generic import RedirectView

from longbien.data.views.sets import catalogue, downloads, keys, page

urlpatterns = [
    path("data/", catalogue.catalogue, name="catalogue"),
    path("data/catalogue.ttl", catalogue.as_turtle, name="turtle"),
    path("data/catalogue.jsonld", catalogue.as_json_ld, name="json-ld"),
    path("data/<slug:code>", page.page, name="set"),
    path(
        "data/<slug:code>/",
        RedirectView.as_view(pattern_name="data:set", permanent=True, query_string=True),
        name="set-slash",
    ),
    path("data/<slug:code>/key", keys.key, name="key"),
    path("data/<slug:code>/rows.<slug:name>", downloads.download, name="download"),
]
