from importlib import import_module

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "longbien.ui"
    label = "ui"

    def ready(self) -> None:
        """Make the URL converter `id26` known before any room's URLs are read."""
        import_module("longbien.ui.converters")
