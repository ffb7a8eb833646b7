"""The log for programs, below /log: C2SP tlog-tiles, and proofs."""

from django.urls import path

from longbien.record.views import log

app_name = "log"
urlpatterns = [
    path("checkpoint", log.checkpoint, name="checkpoint"),
    path("key", log.key, name="key"),
    path("tile/entries/<path:number>", log.entries, name="entries"),
    path("tile/<str:level>/<path:number>", log.tile, name="tile"),
    path("leaf/<str:entry>", log.leaf, name="leaf"),
    path("proof/inclusion/<str:entry>", log.inclusion, name="inclusion"),
    path("stamp/<int:size>", log.stamp, name="stamp"),
    path("stamp/<int:size>/checkpoint", log.stamped, name="stamped"),
    path("proof/consistency", log.consistency, name="consistency"),
]
