"""`longbien data harvest`: read other catalogues."""

import re
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import OutputWrapper
from django.utils import timezone

from longbien.data.actions.harvest.name_source import Naming, name_source
from longbien.data.actions.harvest.time import note_read_by_hand
from longbien.data.harvest.running import Ran, harvest
from longbien.data.queries.harvest import SourceCard, source, sources
from longbien.kernel.actor import SYSTEM
from longbien.kernel.folding import fold
from longbien.kernel.refusal import Refusal

KINDS = ("ckan", "dcat", "folder")


def add(asked: ArgumentParser) -> None:
    asked.add_argument("what", nargs="?", default="", help="a source's code, an address, a file or a folder")
    asked.add_argument("--kind", choices=KINDS, help="what an address is; guessed from its end otherwise")
    asked.add_argument("--inside", action="store_true", help="the address may be one of the hub's own network")


def run(out: OutputWrapper, options: dict[str, Any]) -> None:
    """Each source in turn; one that can't be read stops no other, and is told by exit code 1."""
    broken = False
    for one in _chosen(options["what"], options["kind"]):
        try:
            found = harvest(one, by=SYSTEM, at=timezone.now(), inside=options["inside"])
            out.write(f"{one.code}: {_said(found)}\n")
            broken = broken or bool(found.broken)
            if not found.broken:
                note_read_by_hand(one.code)
        except Refusal as refusal:
            broken = True
            faults = "; ".join(f"{each.where}: {' | '.join(each.what.values())}" for each in refusal.faults)
            out.write(f"{one.code}: {' | '.join(refusal.what.values())} {faults}\n")
    if broken:
        raise CommandError("Có nguồn không đọc được. | Something couldn't be read.", returncode=1)


def _chosen(what: str, kind: str | None) -> tuple[SourceCard, ...]:
    """A source of the list; an address, a file or a folder becomes one. Everything without `what`."""
    if not what:
        return sources()
    known = source(what)
    if known is None:
        place = Path(what)
        if "://" not in what and not place.exists():
            raise CommandError(f"{what}: không có nguồn này. | There is no such source.", returncode=2)
        address = what if "://" in what else str(place.resolve())
        shown = what if "://" in what else place.resolve().name
        told = Naming(kind or _guessed(address), address, {"": shown})
        name_source(_code(address, shown), told, at=timezone.now())
        known = source(_code(address, shown))
    return (known,) if known else ()


def _code(address: str, shown: str) -> str:
    """A code that tells nothing of where a folder of this machine lies."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(re.sub(r"^\w+://", "", shown))).strip("-")[:60].strip("-")
    return f"{bare}-{sha256(address.encode()).hexdigest()[:8]}"


def _guessed(address: str) -> str:
    if "://" not in address and Path(address).is_dir():
        return "folder"
    return "dcat" if "://" not in address or re.search(r"\.(ttl|rdf|xml|jsonld)(\?|$)", address) else "ckan"


def _said(found: Ran) -> str:
    kept = found.kept
    said = (
        f"{kept.seen} bộ, {kept.fresh} mới, {kept.changed} đổi, {kept.gone} không còn"
        f" | {kept.seen} sets, {kept.fresh} new, {kept.changed} changed, {kept.gone} gone"
    )
    said += f"; {kept.unreadable} không đọc được | unreadable" if kept.unreadable else ""
    said += f"; đã giao | delivered: {', '.join(found.delivered)}" if found.delivered else ""
    return said + "".join(f"\n  {one}" for one in found.broken)
