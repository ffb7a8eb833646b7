from django.apps import AppConfig


class DataConfig(AppConfig):
    name = "longbien.data"
    label = "data"
