"""`longbien hub`: check a hub's folder, load it."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.site.actions.load_hub import load_hub
from longbien.site.folder import Folder, read_folder
from longbien.site.hub import BrokenHub, line_of
from longbien.site.queries import last_load
from longbien.ui.commands import HouseCommand, called

HELP = """\
A hub is a folder of plain files; a city needs no code.

  longbien hub check hubs/minimal         name every fault as file:line: what is wrong
  longbien hub check hubs/*
  longbien hub load                       take LONGBIEN_HUB into the database
  longbien hub load hubs/minimal          the same, said out loud

Loading is one transaction: a folder with a fault changes nothing, and a second load writes nothing.

A server reads hub.yaml, calendars and words when it starts: after a change of these, restart it.

Exit codes: 0 all well, 1 the folder has faults or can't be loaded, 2 wrong usage."""
RESTART = (
    "Services, areas and problems are there at once. A server that runs already keeps the hub.yaml it began with: "
    "restart it, so that new roles, bodies and stages can be used."
)
GO_ON = Text.of(
    vi="Chưa nạp gì. Hãy sửa hoặc viết nốt các tệp nêu trên, tăng số phiên bản (version) của dịch vụ đã công bố, hoặc "
    "chuyển tệp ra khỏi thư mục; “{called} procedure try TỆP” cho thấy mọi điều còn lại của một dịch vụ.",
    en="Nothing was loaded. Mend or finish the files named above, raise the version of a service that is published, or "
    "move the file out of the folder; “{called} procedure try FILE” shows all that is left of a service.",
)


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|load")
        check = verbs.add_parser("check", help="name every fault of one or more folders")
        check.add_argument("folders", nargs="+", type=Path, metavar="DIR")
        load = verbs.add_parser("load", help="check a folder and take it into the database")
        load.add_argument("folder", nargs="?", type=Path, metavar="DIR", default=settings.HUB.folder)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "check":
            self._check(options["folders"])
        else:
            self._load(options["folder"])

    def _check(self, folders: list[Path]) -> None:
        read = [self._read(folder) for folder in folders]
        if None in read:
            sys.exit(1)

    def _load(self, path: Path) -> None:
        folder = self._read(path)
        if folder is None:
            raise CommandError(_nothing_loaded(), returncode=1)
        if folder.hub.code != settings.HUB.code:
            raise CommandError(
                f"This process serves hub “{settings.HUB.code}”. To load “{folder.hub.code}”, set LONGBIEN_HUB={path}.",
                returncode=2,
            )
        is_first = last_load() is None
        try:
            news = load_hub(folder, by=SYSTEM, at=datetime.now(UTC))
        except Refusal as refusal:
            self.stderr.write("\n".join(map(line_of, refusal.faults)))
            said = " | ".join(refusal.what.values())
            raise CommandError(f"{said}\n{_nothing_loaded()}" if refusal.faults else said, returncode=1) from refusal
        done = "loaded" if news else "already loaded"
        self.stdout.write(f"{path}: {done}, {folder.count} files, SHA-256 {folder.digest}")
        if news and not is_first:
            self.stdout.write(RESTART)

    def _read(self, path: Path) -> Folder | None:
        if not path.is_dir():
            raise CommandError(f"{path}: no such folder.", returncode=2)
        try:
            folder = read_folder(path.resolve())
        except BrokenHub as broken:
            self.stderr.write(str(broken))
            return None
        self.stdout.write(f"{path}: no fault in {folder.count} files")
        return folder


def _nothing_loaded() -> str:
    return "\n".join(one.format(called=called()) for one in GO_ON.values())
