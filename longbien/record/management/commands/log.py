"""`longbien log`: the log of the record on the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.record import keys, offline, queries
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.stamp_checkpoint import trust
from longbien.record.queries.audit import audit
from longbien.record.rules.checkpoint import NotSigned, Verifier
from longbien.record.rules.proof import write_proof
from longbien.record.rules.stamp import Trust
from longbien.ui.commands import HouseCommand

HELP = """The log of the record: place events, sign its head, prove entries, verify all of it.

Examples:
  longbien log checkpoint > kept-elsewhere.txt     sign the head and keep a copy outside
  longbien log verify --checkpoint kept-elsewhere.txt
  longbien log proof 01k… > entry.tlog-proof       one entry with its proof (C2SP tlog-proof)
  longbien log check-proof entry.tlog-proof --key hub.vkey   needs no database and no settings

Exit codes: 0 all is well, 1 a fault was found or the work can't be done (it says what), 2 wrong usage.
"""
SHOWN = 50


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("sequence", help="give waiting events their places in the log")
        verbs.add_parser("checkpoint", help="place what waits, sign the head of the log and print the note")
        verbs.add_parser("key", help="print the public key (C2SP vkey) that checkpoints are signed with")
        for verb, what in (("proof", "print the proof that an entry is in the log"), ("leaf", "print an entry, bare")):
            of_entry = verbs.add_parser(verb, help=what)
            of_entry.add_argument("entry", help="the entry's id, as in its URL or as a UUID")
        offline.add_arguments(verbs.add_parser("check-proof", help="check such a proof, offline"))
        verify = verbs.add_parser("verify", help="derive everything again and compare; print what doesn't agree")
        verify.add_argument("--checkpoint", type=Path, metavar="FILE", help="also against a checkpoint kept outside")
        verify.add_argument("--key", metavar="VKEY", help="the public key to trust; default: the one kept here")
        verify.add_argument("--documents", action="store_true", help="also read every stored document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, "_" + options["verb"].replace("-", "_"))(options)
        except Refusal as refusal:
            raise CommandError(refusal.what.in_language("en")) from refusal
        except (keys.NoKey, NotSigned, OSError) as error:
            raise CommandError(str(error)) from error

    def _sequence(self, options: dict[str, Any]) -> None:
        placed = 0
        while some := sequence():
            placed += some
        self.stdout.write(f"placed {placed}, the log has {queries.size()} entries")

    def _checkpoint(self, options: dict[str, Any]) -> None:
        while sequence():
            pass
        self.stdout.write(sign_checkpoint(at=timezone.now()), ending="")

    def _key(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(keys.verifier()))

    def _proof(self, options: dict[str, Any]) -> None:
        proofs = queries.proof_for([_entry_id(options["entry"])])
        [one] = proofs.entries
        self.stdout.write(write_proof(one.leaf.encode(), one.index, one.path, proofs.note), ending="")

    def _leaf(self, options: dict[str, Any]) -> None:
        found = queries.entry(_entry_id(options["entry"]))
        if found is None:
            raise not_found()
        self.stdout.write(found.leaf)

    def _check_proof(self, options: dict[str, Any]) -> None:
        raise SystemExit(offline.run(options["file"], options["key"], options["leaf"], options["language"]))

    def _verify(self, options: dict[str, Any]) -> None:
        verifier = _verifier(options["key"])
        auditor, findings = audit(verifier, documents=options["documents"], trust=_trust())
        found = list(map(str, findings))
        if options["checkpoint"]:
            note = options["checkpoint"].read_text("utf-8", errors="replace")
            found += map(str, auditor.checkpoint(note, verifier, where=str(options["checkpoint"])))
        for finding in found[:SHOWN]:
            self.stdout.write(finding)
        if found:
            more = f", {len(found) - SHOWN} of them not shown" if len(found) > SHOWN else ""
            raise CommandError(f"{len(found)} faults{more}")
        self.stdout.write(f"{auditor.tree.size} entries, {len(auditor.chains)} chains: all is as it was signed")
        if not settings.TSA_CERTIFICATE and queries.newest_stamp():
            self.stdout.write("time stamps were not checked: LONGBIEN_TSA_CERTIFICATE isn't set")


def _verifier(vkey: str | None) -> Verifier:
    if vkey is None:
        return keys.verifier()
    try:
        return Verifier.parse(vkey)
    except ValueError as error:
        print(f"longbien log verify: --key: {error}", file=sys.stderr)
        raise SystemExit(2) from error


def _trust() -> Trust | None:
    """The certificates for time stamps. OSError, or CommandError when the file holds none."""
    if not settings.TSA_CERTIFICATE:
        return None
    try:
        return trust()
    except ValueError as error:
        raise CommandError(f"LONGBIEN_TSA_CERTIFICATE: {error}") from error


def _entry_id(written: str) -> UUID:
    try:
        return UUID(written) if "-" in written else from_slug(written)
    except ValueError as error:
        print(f"longbien log proof: {error}", file=sys.stderr)
        raise SystemExit(2) from error
