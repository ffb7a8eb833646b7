import gc

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# New objects before Python looks for cycles among them; rows come and go by the ten thousand, and hold none.
YOUNG = 50_000


class SiteConfig(AppConfig):
    name = "longbien.site"
    label = "site"

    def ready(self) -> None:
        """Load what rooms register, lower rooms first."""
        autodiscover_modules(
            "policy",
            "hub",
            "links",
            "navigation",
            "effects",
            "reactions",
            "search",
            "waiting",
            "privacy",
            "sampling",
            "supplies",
        )
        gc.set_threshold(YOUNG, 20, 20)
