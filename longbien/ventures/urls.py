"""The pages of ventures."""

from django.urls import path

from longbien.ventures.views import crossing, listing

app_name = "ventures"
urlpatterns = [
    path("ventures/", listing.ventures, name="all"),
    path("ventures/<id26:venture_id>", crossing.page, name="crossing"),
    path("ventures/<id26:venture_id>/open", crossing.open_next, name="open"),
]
