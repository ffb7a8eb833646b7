"""`longbien procedure`: check, try, draw, compare, publish and migrate a procedure."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError
from django.urls import reverse

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.sourced import Sourced, Unreadable, read_yaml
from longbien.procedures import registry
from longbien.procedures.actions.migrating.run_through import run_through
from longbien.procedures.actions.publish_version import publish_version, untouched
from longbien.procedures.files import known_names, read_bundle
from longbien.procedures.management.trying import drawn, laid, written_at
from longbien.procedures.queries.authoring import telling
from longbien.procedures.queries.authoring.carrying import map_faults
from longbien.procedures.queries.authoring.related import related_faults
from longbien.procedures.queries.authoring.report import report, run_in_force
from longbien.procedures.queries.letters import letter_faults
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.given import Offered
from longbien.procedures.rules.authoring.samples import NO_SAMPLES
from longbien.procedures.rules.authoring.texts import plain
from longbien.procedures.rules.authoring.trying import faults_in
from longbien.procedures.rules.diagram import mermaid
from longbien.procedures.rules.forms import sources_in
from longbien.procedures.rules.lint import Bundle, lint
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.simulate import judge, walk
from longbien.ui.commands import HouseCommand

SHOWN = 100
VERBS = "try|lint|simulate|diagram|diff|publish|migrate"
HELP = """\
A public service is one YAML file with its forms; a clerk needs no code.

  longbien procedure try FILE                               its faults; then its samples, its letters, what is left
  longbien procedure try FILE --as lan@example.org          … and lays it under “Write services”, where its form shows
  longbien procedure lint hubs/*/procedures/*.yaml          name every fault as file:line, of its samples too
  longbien procedure simulate FILE                          who may do what, state by state; walk its sample cases
  longbien procedure simulate FILE --with answers.json      … and what its rules say to these answers
  longbien procedure diagram FILE --language en             the states as a Mermaid diagram
  longbien procedure diff FILE                              against the version in force, for each running case
  longbien procedure publish FILE                           publish it: then it never changes again
  longbien procedure migrate CODE --dry-run                 which cases the version in force would take over
  longbien procedure migrate CODE                           take them over now, or go on where it was cut off

Sample cases stand beside FILE in samples/, under the same name. Where longbien isn't found: .venv/bin/longbien.

Exit codes: 0 all well, 1 the file has faults or can't be published, 2 wrong usage."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(
            dest="verb", required=True, metavar="try|lint|simulate|diagram|diff|publish|migrate"
        )
        try_ = verbs.add_parser("try", help="lint it, walk its samples, draw its letters, say where to look")
        try_.add_argument("file", type=Path, metavar="FILE")
        try_.add_argument("--as", dest="author", metavar="E-MAIL", help="who lays it under “Write services”")
        try_.add_argument("--language", default=settings.HUB.languages[0], choices=settings.HUB.languages)
        lint_ = verbs.add_parser("lint", help="name every fault")
        lint_.add_argument("files", nargs="+", type=Path, metavar="FILE")
        for verb in ("publish", "simulate", "diagram", "diff"):
            one = verbs.add_parser(verb)
            one.add_argument("file", type=Path, metavar="FILE")
            if verb == "simulate":
                one.add_argument("--with", dest="given", type=Path, metavar="JSON")
            if verb != "publish":
                one.add_argument("--language", default=settings.HUB.languages[0], choices=settings.HUB.languages)
        migrate = verbs.add_parser("migrate", help="take running cases over to the version in force")
        migrate.add_argument("code", metavar="CODE")
        migrate.add_argument("--dry-run", action="store_true", help="only say what would happen")
        migrate.add_argument("--language", default=settings.HUB.languages[0], choices=settings.HUB.languages)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _try(self, options: dict[str, Any]) -> None:
        path, language = options["file"], options["language"]
        bundle = self._read(path)
        faults = self._faults(path, bundle) if bundle else ()
        self._tell(faults)
        if bundle is None or faults:
            sys.exit(1)
        edition, samples = edition_in(bundle, settings.HUB.languages), self._samples(path)
        self.stdout.write(f"{path}: no fault")
        if samples:
            self.stdout.write("\n".join(telling.tried(samples, edition, language, self._offered(edition))))
        folder = Path(settings.ENV.var) / "tried" / path.stem
        self.stdout.write("\n".join(drawn(bundle, edition, samples, folder, language)))
        self._tell((*self._untried(path), *untouched(bundle)))
        self.stdout.write(self._where(path, bundle, options["author"]))

    def _where(self, path: Path, bundle: Bundle, author: str | None) -> str:
        """Where the form and the diagram can be seen."""
        if author is None:
            return f"its form and diagram, as readers see them: longbien procedure try {path} --as YOUR@E-MAIL"
        try:
            draft = laid(path, bundle.procedure.data, author, datetime.now(UTC))
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        return f"look at it: {settings.ENV.url}{reverse('procedures:draft', args=[draft])}"

    def _lint(self, options: dict[str, Any]) -> None:
        clean = True
        for path in options["files"]:
            bundle = self._read(path)
            faults = self._faults(path, bundle) if bundle else ()
            self._tell(faults)
            if bundle:
                self._tell(untouched(bundle))
            if bundle and not faults:
                self.stdout.write(f"{path}: no fault")
                self._tell(self._untried(path))
            clean = clean and bundle is not None and not faults
        if not clean:
            sys.exit(1)

    def _faults(self, path: Path, bundle: Bundle) -> tuple[Fault, ...]:
        """Those of the file and its forms; without any, those of its letters and of the samples beside it."""
        if faults := lint(bundle, known_names()) or self._elsewhere(path, bundle):
            return faults
        if faults := letter_faults(bundle):
            return tuple(Fault(str(path.parent / fault.where), fault.what) for fault in faults)
        samples = self._samples(path)
        return self._walked(samples, edition_in(bundle, settings.HUB.languages)) if samples else ()

    def _walked(self, samples: Sourced, edition: Edition) -> tuple[Fault, ...]:
        return faults_in(samples, edition, settings.HUB.calendar, self._offered(edition))

    def _offered(self, edition: Edition) -> Offered:
        """What other rooms offer to its forms; nothing where there is no database yet that knows it."""
        try:
            return registry.offered(frozenset().union(*map(sources_in, edition.schemas.values())))
        except OperationalError:
            return {}

    def _elsewhere(self, path: Path, bundle: Bundle) -> tuple[Fault, ...]:
        """What it gets wrong about the version before and about other procedures; nothing where there is no database
        yet that knows them."""
        try:
            return (*map_faults(bundle), *related_faults(bundle, path.parent))
        except OperationalError:
            return ()

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
        edition = self._edition(options["file"])
        lines = list(walk(edition.definition, options["language"]))
        if options["given"]:
            lines += judge(edition.definition, json.loads(options["given"].read_text()))
        samples = self._samples(options["file"])
        faults = self._walked(samples, edition) if samples else ()
        if samples:
            lines += telling.tried(samples, edition, options["language"], self._offered(edition))
        self.stdout.write("\n".join(lines))
        self._tell(faults or self._untried(options["file"]))
        if faults:
            sys.exit(1)

    def _diagram(self, options: dict[str, Any]) -> None:
        definition = self._edition(options["file"]).definition
        self.stdout.write(mermaid(definition, options["language"]), ending="")

    def _diff(self, options: dict[str, Any]) -> None:
        bundle = self._in_order(options["file"])
        self.stdout.write("\n".join(telling.compared(bundle, options["language"])))

    def _migrate(self, options: dict[str, Any]) -> None:
        try:
            if options["dry_run"]:
                lines = telling.foreseen(options["code"], options["language"])
            else:
                run = run_in_force(options["code"])
                run_through(run_id=run.pk, clock=lambda: datetime.now(UTC))
                run.refresh_from_db()
                lines = telling.reported(report(run), options["language"])
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        self.stdout.write("\n".join(lines))

    def _edition(self, path: Path) -> Edition:
        return edition_in(self._in_order(path), settings.HUB.languages)

    def _samples(self, path: Path) -> Sourced | None:
        beside = path.parent / "samples" / path.name
        if not beside.is_file():
            return None
        try:
            source = read_yaml(beside)
        except Unreadable as broken:
            self._tell([broken.fault])
            sys.exit(1)
        return Sourced(source.file, plain(source.data), source.lines)

    def _untried(self, path: Path) -> tuple[Fault, ...]:
        """That no sample stands beside a file: no fault of it, but nothing has tried its rules."""
        beside = path.parent / "samples" / path.name
        return () if beside.is_file() else (Fault(f"{beside}:1", NO_SAMPLES),)

    def _in_order(self, path: Path) -> Bundle:
        bundle = self._read(path)
        faults = lint(bundle, known_names()) or self._elsewhere(path, bundle) if bundle else ()
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

    def _tell(self, faults: Iterable[Fault]) -> None:
        listed = list(faults)
        for fault in listed[:SHOWN]:
            self.stderr.write(f"{fault.where}: {' | '.join(fault.what.values())}")
            if line := written_at(fault.where):
                self.stderr.write(f"    > {line}")
        if len(listed) > SHOWN:
            self.stderr.write(f"… {len(listed) - SHOWN} more")
