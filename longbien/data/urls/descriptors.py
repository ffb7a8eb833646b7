"""What programs read about a data set."""

from django.urls import path

from longbien.data.views.sets import descriptors

urlpatterns = [
    path("data/<slug:code>/croissant.json", descriptors.croissant, name="croissant"),
    path("data/<slug:code>/datapackage.json", descriptors.package, name="package"),
    path("data/<slug:code>/lineage.ndjson", descriptors.lineage, name="lineage"),
    path("data/<slug:code>/contract.json", descriptors.contract, name="contract"),
]
