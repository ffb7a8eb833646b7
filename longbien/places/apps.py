from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "longbien.places"
    label = "places"
