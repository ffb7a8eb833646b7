"""Pages of what other catalogues list."""

from django.urls import path

from longbien.data.views.harvest import pages

urlpatterns = [
    path("data/harvested/", pages.harvested, name="harvested"),
    path("data/harvested/<id26:external_id>", pages.page, name="external"),
]
