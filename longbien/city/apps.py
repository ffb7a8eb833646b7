from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "longbien.city"
    label = "city"
