"""URLs of the places room."""

from django.urls import path

from longbien.places import views

app_name = "places"
urlpatterns = [
    path("areas", views.areas, name="areas"),
    path("areas.geojson", views.geojson, name="geojson"),
    path("areas/<slug:code>", views.area, name="area"),
    path("laboratories/<slug:code>", views.laboratory, name="laboratory"),
]
