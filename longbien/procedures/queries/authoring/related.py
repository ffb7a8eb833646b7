"""The other procedures that a service names: those its states open, and those its decisions are appealed by."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from longbien.kernel.refusal import Fault
from longbien.procedures.files import codes_in
from longbien.procedures.models import ServiceDraft, Version
from longbien.procedures.rules.checks.complaint import unknown
from longbien.procedures.rules.faults import Path as Place
from longbien.procedures.rules.lint import Bundle

DROPPED = ServiceDraft.Status.DROPPED


def related_faults(bundle: Bundle, folder: Path | None = None) -> tuple[Fault, ...]:
    """Those that are neither published, nor in writing, nor in a file of `folder`, the hub's own without."""
    named = dict(_named(bundle))
    if not named:
        return ()
    there = {*codes_in(folder or Path(settings.HUB.folder) / "procedures"), bundle.procedure.data["procedure"]}
    if lost := {code for code in named.values() if code not in there}:
        there |= set(Version.objects.filter(code__in=lost).values_list("code", flat=True))
        there |= set(ServiceDraft.objects.exclude(status=DROPPED).values_list("code", flat=True))
    return tuple(
        bundle.procedure.fault(place, unknown("thủ tục", "procedure", code, there))
        for place, code in named.items()
        if code not in there
    )


def _named(bundle: Bundle) -> Iterator[tuple[Place, str]]:
    for name, state in bundle.procedure.data["states"].items():
        for key, code in ((state or {}).get("children") or {}).items():
            yield ("states", name, "children", key), code
        if appeal := (state or {}).get("appeal"):
            yield ("states", name, "appeal", "procedure"), appeal["procedure"]
