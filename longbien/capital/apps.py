from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "longbien.capital"
    label = "capital"
