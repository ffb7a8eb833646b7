"""`longbien procedure`: check, publish, try, draw and compare a procedure file."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.sourced import Unreadable
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.files import known_names, read_bundle
from longbien.procedures.queries.versions import open_cases_by_state, source_in_force
from longbien.procedures.rules.definition import Definition, read_definition
from longbien.procedures.rules.diagram import mermaid
from longbien.procedures.rules.diff import compare, lost_states
from longbien.procedures.rules.lint import Bundle, deferred, lint
from longbien.procedures.rules.simulate import judge, walk
from longbien.ui.commands import HouseCommand

SHOWN = 100
HELP = """\
A public service is one YAML file with its forms; a clerk needs no code.

  longbien procedure lint hubs/*/procedures/*.yaml          name every fault as file:line
  longbien procedure simulate FILE                          who may do what, state by state
  longbien procedure simulate FILE --with answers.json      … and what its rules say to these answers
  longbien procedure diagram FILE --language en             the states as a Mermaid diagram
  longbien procedure diff FILE                              what differs from the version in force
  longbien procedure publish FILE                           publish it: then it never changes again

Exit codes: 0 all well, 1 the file has faults or can't be published, 2 wrong usage."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="lint|publish|simulate|diagram|diff")
        lint_ = verbs.add_parser("lint", help="name every fault")
        lint_.add_argument("files", nargs="+", type=Path, metavar="FILE")
        for verb in ("publish", "simulate", "diagram", "diff"):
            one = verbs.add_parser(verb)
            one.add_argument("file", type=Path, metavar="FILE")
            if verb == "simulate":
                one.add_argument("--with", dest="given", type=Path, metavar="JSON")
            if verb in ("simulate", "diagram"):
                one.add_argument("--language", default=settings.HUB.languages[0], choices=settings.HUB.languages)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _lint(self, options: dict[str, Any]) -> None:
        clean = True
        for path in options["files"]:
            bundle = self._read(path)
            faults = lint(bundle, known_names()) if bundle else ()
            self._tell(faults)
            if bundle and not faults:
                self._tell(later := deferred(bundle.procedure), note="note: ")
                self.stdout.write(f"{path}: no fault" + (", but it can't be published yet" if later else ""))
            clean = clean and bundle is not None and not faults
        if not clean:
            sys.exit(1)

    def _publish(self, options: dict[str, Any]) -> None:
        bundle = self._in_order(options["file"])
        try:
            publish_version(bundle=bundle, by=SYSTEM, at=datetime.now(UTC))
        except Refusal as refusal:
            self._tell(refusal.faults)
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        data = bundle.procedure.data
        self.stdout.write(f"{data['procedure']} version {data['version']} is published")

    def _simulate(self, options: dict[str, Any]) -> None:
        definition = self._definition(options["file"])
        lines = list(walk(definition, options["language"]))
        if options["given"]:
            lines += judge(definition, json.loads(options["given"].read_text()))
        self.stdout.write("\n".join(lines))

    def _diagram(self, options: dict[str, Any]) -> None:
        self.stdout.write(mermaid(self._definition(options["file"]), options["language"]), ending="")

    def _diff(self, options: dict[str, Any]) -> None:
        bundle = self._in_order(options["file"])
        new = {"definition": bundle.procedure.data, "forms": {k: v.data for k, v in bundle.forms.items() if v}}
        old = source_in_force(bundle.procedure.data["procedure"])
        if old is None:
            self.stdout.write("Nothing of that name is published yet.")
            return
        for one in compare(old, new):
            self.stdout.write(f"{one.change:8} {one.path}")
        standing = open_cases_by_state(bundle.procedure.data["procedure"])
        for state in lost_states(old["definition"], new["definition"]):
            self.stdout.write(f"{standing.get(state, 0)} open cases stand at “{state}”, which is gone")

    def _definition(self, path: Path) -> Definition:
        return read_definition(self._in_order(path).procedure.data, settings.HUB.languages)

    def _in_order(self, path: Path) -> Bundle:
        bundle = self._read(path)
        faults = lint(bundle, known_names()) if bundle else ()
        self._tell(faults)
        if bundle is None or faults:
            sys.exit(1)
        return bundle

    def _read(self, path: Path) -> Bundle | None:
        if not path.is_file():
            raise CommandError(f"{path}: no such file.", returncode=2)
        try:
            return read_bundle(path)
        except Unreadable as broken:
            self._tell([broken.fault])
            return None

    def _tell(self, faults: Iterable[Fault], *, note: str = "") -> None:
        listed = list(faults)
        for fault in listed[:SHOWN]:
            self.stderr.write(f"{fault.where}: {note}{' | '.join(fault.what.values())}")
        if len(listed) > SHOWN:
            self.stderr.write(f"… {len(listed) - SHOWN} more")
