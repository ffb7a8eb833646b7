"""Pages of the catalogue, and what other catalogues read."""

from django.urls import path

from longbien.data.views.sets import catalogue, downloads, keys, page

urlpatterns = [
    path("data/", catalogue.catalogue, name="catalogue"),
    path("data/catalogue.ttl", catalogue.as_turtle, name="turtle"),
    path("data/catalogue.jsonld", catalogue.as_json_ld, name="json-ld"),
    path("data/<slug:code>", page.page, name="set"),
    path("data/<slug:code>/key", keys.key, name="key"),
    path("data/<slug:code>/rows.<slug:name>", downloads.download, name="download"),
]
