"""`longbien trial`: list trials, see how one stands, replay telemetry, suspend and resume."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.utils import timezone

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal
from longbien.people.queries import actor_for
from longbien.record.actions.schedule import schedule
from longbien.trials import queries
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.actions.owed.set_clocks import set_clocks
from longbien.trials.actions.resume import resume
from longbien.trials.actions.suspend import suspend
from longbien.trials.reactions import period_over
from longbien.trials.replay import Refused, Send, Told, Wire, lines_of, replay, shifted
from longbien.trials.rules.lifecycle import diagram
from longbien.ui.commands import HouseCommand

HELP = """Trials on the command line.

Examples:
  longbien trial list
  longbien trial status TĐ-2026-001                    a licence number, or the id in the page's address
  longbien trial replay trace.ndjson --trial 01k…      straight into the database of this hub
  longbien trial replay trace.ndjson.gz --trial 01k… --url http://localhost:8000 --key lb_… --batch 500 --speed 60
  longbien trial suspend 01k… --by officer@example.org --reason "Complaint by residents"
  longbien trial resume 01k… --by officer@example.org --reason "Fence repaired and checked"
  longbien trial diagram                               the lifecycle, as Mermaid
  longbien trial clocks                                once, for trials that started before reports on periods did

A replay over HTTP sends again whatever was not answered; every event is stored once. It sends the whole file, since
what happened has happened; with --halt it stops as soon as the trial may not operate, as a fleet on the street must.

Exit codes: 0 done; 1 refused (it says why); 2 wrong usage; 3 replayed, and the trial is suspended.
"""
SUSPENDED = 3


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="every trial: number, state, title")
        verbs.add_parser("status", help="how a trial stands").add_argument("trial", metavar="TRIAL")
        verbs.add_parser("clocks", help="set the clocks of reports on periods for the trials that go on")
        verbs.add_parser("diagram", help="the lifecycle of a trial as a Mermaid diagram")
        _replay_arguments(verbs.add_parser("replay", help="send a file of telemetry, as a fleet would"))
        for verb in ("suspend", "resume"):
            act = verbs.add_parser(verb, help=f"{verb} a trial, by a named person, with a reason")
            act.add_argument("trial", metavar="TRIAL")
            act.add_argument("--by", required=True, metavar="E-MAIL", help="who does it: the e-mail of their account")
            act.add_argument("--reason", required=True, metavar="WORDS")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            raise CommandError(refusal.what.in_language("en"), returncode=1) from refusal
        except (Refused, OSError) as error:
            raise CommandError(str(error), returncode=1) from error

    def _list(self, options: dict[str, Any]) -> None:
        for card in queries.public_trials():
            self.stdout.write(f"{card.number}  {card.slug}  {card.state:<9}  {card.title}")

    def _status(self, options: dict[str, Any]) -> None:
        card = _trial(options["trial"])
        now = queries.live(card.id)
        self.stdout.write(f"{card.number} {card.title}\n{card.holder.name}, {card.term_start} to {card.term_end}")
        self.stdout.write(f"state {now.state}, {now.figures.events} events in {now.figures.batches} batches")
        for one in now.broken:
            self.stdout.write(f"  {one.rule:<12} {one.count:>8}  {one.first:%Y-%m-%d %H:%M:%SZ} … {one.last:%H:%M:%SZ}")
        if now.suspension:
            self.stdout.write(f"suspended since {now.suspension.since.isoformat()}: {now.suspension.rule}")

    def _diagram(self, options: dict[str, Any]) -> None:
        self.stdout.write(diagram(), ending="")

    def _clocks(self, options: dict[str, Any]) -> None:
        found = set_clocks(lambda event, due: schedule(period_over, event_id=event, due_at=due))
        self.stdout.write(f"{found} trials have their clock")

    def _suspend(self, options: dict[str, Any]) -> None:
        suspend(_trial(options["trial"]).id, reason=options["reason"], by=_person(options["by"]), at=timezone.now())

    def _resume(self, options: dict[str, Any]) -> None:
        resume(_trial(options["trial"]).id, reason=options["reason"], by=_person(options["by"]), at=timezone.now())

    def _replay(self, options: dict[str, Any]) -> None:
        lines = lines_of(options["file"])
        if options["shift_days"]:
            lines = shifted(lines, options["shift_days"])
        told = Told()
        pace = {"batch": options["batch"], "speed": options["speed"], "halt": options["halt"]}
        for told in replay(lines, _sender(options), **pace):
            if told.batches % 20 == 0:
                self.stderr.write(f"{told.batches} batches, {told.counts['stored']} events stored")
        self.stdout.write(_summary(told))
        if told.suspended:
            sys.exit(SUSPENDED)


def _replay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="NDJSON, may be gzipped")
    parser.add_argument("--trial", required=True, metavar="TRIAL")
    parser.add_argument("--url", help="the hub's address; without it, straight into this hub's database")
    parser.add_argument("--key", default="", help="the fleet's key, needed with --url")
    parser.add_argument("--batch", type=int, default=500, metavar="N", help="events a batch (500)")
    parser.add_argument("--speed", type=float, default=0, metavar="X", help="times real time; 0 as fast as it goes")
    parser.add_argument("--shift-days", type=int, default=0, metavar="N", help="as if it happened N days later")
    parser.add_argument("--halt", action="store_true", help="stop when the trial is suspended")


def _sender(options: dict[str, Any]) -> Send:
    if options["url"]:
        # The name may be a licence number of another machine's hub: only an id goes over the wire.
        return Wire(options["url"], options["trial"], options["key"]).send
    trial_id = _trial(options["trial"]).id

    def send(body: bytes) -> tuple[int, dict[str, Any]]:
        answer = ingest_batch(trial_id, body, key_id=None, by=SYSTEM, at=timezone.now())
        return answer.status, answer.body

    return send


def _summary(told: Told) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in told.counts.items())
    broken = ", ".join(f"{rule} {count}" for rule, count in sorted(told.breaches.items())) or "none"
    lines = [f"{told.batches} batches ({told.again} known already): {counts}", f"breaches: {broken}"]
    if told.suspended:
        lines.append(f"suspended since {told.suspended['since']}: {told.suspended['rule']}")
    return "\n".join(lines)


def _trial(written: str) -> queries.TrialCard:
    found = queries.trial_named(written)
    if found is None:
        raise CommandError(f"no trial is called {written}", returncode=1)
    return found


def _person(email: str) -> Actor:
    found = get_user_model().objects.filter(email__iexact=email).first()
    if found is None:
        raise CommandError(f"nobody has the e-mail {email} in {settings.HUB.code}", returncode=1)
    return actor_for(found.pk)
