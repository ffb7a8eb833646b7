"""`longbien docs`: write the generated pages of the docs."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from longbien.kernel.reference import pages
from longbien.ui.commands import HouseCommand

HELP = """\
The pages of docs/reference that are made from code; they are kept in step by `make check`.

  longbien docs build             write them anew
  longbien docs build --check     change nothing, name each page that is out of step
  longbien docs list              name the pages

A room adds a page with `longbien.kernel.reference.page` in its `reference.py`.

Exit codes: 0 done or in step, 1 out of step, 2 wrong usage."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="build|list")
        build = verbs.add_parser("build", help="write the pages, or only compare them")
        build.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is out of step")
        verbs.add_parser("list", help="name the pages")

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("reference")
        folder = Path(settings.ROOT) / "docs" / "reference"
        if options["verb"] == "list":
            self.stdout.write("\n".join(f"docs/reference/{name}.md" for name in pages()))
        elif options["check"]:
            self._check(folder)
        else:
            self._build(folder)

    def _build(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in out_of_step(folder):
            (folder / f"{name}.md").write_text(pages()[name]())
            self.stdout.write(f"docs/reference/{name}.md: written")

    def _check(self, folder: Path) -> None:
        if stale := out_of_step(folder):
            for name in stale:
                self.stderr.write(f"docs/reference/{name}.md: out of step; run `make docs`")
            sys.exit(1)
        self.stdout.write(f"{len(pages())} pages are in step")


def out_of_step(folder: Path) -> list[str]:
    """The pages whose file is not what the code says now."""
    return [name for name, write in pages().items() if _kept(folder / f"{name}.md") != write()]


def _kept(path: Path) -> str:
    return path.read_text() if path.exists() else ""
