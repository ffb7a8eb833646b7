"""The log for programs, below /log: C2SP tlog-tiles, and proofs as JSON."""

from django.urls import path

from longbien.record.views import log

app_name = "log"
urlpatterns = [
    path("checkpoint", log.checkpoint, name="checkpoint"),
    path("key", log.key, name="key"),
    path("tile/entries/<path:number>", log.entries, name="entries"),
    path("tile/<int:level>/<path:number>", log.tile, name="tile"),
    path("proof/inclusion/<str:entry>", log.inclusion, name="inclusion"),
    path("proof/consistency", log.consistency, name="consistency"),
]
