from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "longbien.ui"
    label = "ui"
