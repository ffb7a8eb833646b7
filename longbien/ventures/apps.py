from django.apps import AppConfig


class VenturesConfig(AppConfig):
    name = "longbien.ventures"
    label = "ventures"
