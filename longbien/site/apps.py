from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


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
