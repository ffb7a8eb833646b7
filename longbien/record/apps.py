from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from longbien.record import checks


class RecordConfig(AppConfig):
    name = "longbien.record"
    label = "record"

    def ready(self) -> None:
        """Load the triggers and the folders of state that rooms register, and the check that the triggers stand."""
        autodiscover_modules("triggers", "state")
        checks.enlist()
