"""`longbien credential`: issue, verify, revoke and list credentials on the command line."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone

from longbien.credentials import models
from longbien.credentials.actions.issue import issue
from longbien.credentials.actions.revoke import revoke
from longbien.credentials.kinds import KINDS
from longbien.credentials.policy import HUB, TYPE
from longbien.credentials.queries import Claims, outcome_of, verify
from longbien.credentials.queries.credentials import cards, document_of
from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import Refusal, not_allowed
from longbien.kernel.subject import Subject
from longbien.people.policy import can, check
from longbien.people.queries import actor_for, organisation_with_code, person_with_address
from longbien.ui.commands import HouseCommand

HELP = """Credentials: signed statements about a person or an organisation that anyone can check.

Examples:
  longbien credential issue role --to lan@example.org --name "Reviewer" --criteria "Appointed by the board" \\
      --by officer@example.org --out reviewer.json
  longbien credential issue attestation --to some-company --name "…" --fact "Course=Traffic" --until 2027-12-31 --by …
  longbien credential verify reviewer.json
  longbien credential revoke 01k… --by officer@example.org --reason "Left the board"
  longbien credential list --all

Exit codes: 0 done, or the credential holds; 1 refused, or it does not hold (it says why); 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        _issue_arguments(verbs.add_parser("issue", help="issue a credential and print its id"))
        verbs.add_parser("verify", help="verify a credential, whoever issued it").add_argument(
            "file", type=Path, metavar="FILE", help="the credential as JSON"
        )
        one = verbs.add_parser("revoke", help="revoke a credential for good, by a named officer, with a reason")
        one.add_argument("credential", metavar="CREDENTIAL", help="its id, as in its address")
        one.add_argument("--by", required=True, metavar="E-MAIL", help="who does it: the e-mail of their account")
        one.add_argument("--reason", required=True, metavar="WORDS", help="the holder will read it")
        every = verbs.add_parser("list", help="the newest credentials that this hub issued")
        every.add_argument("--all", action="store_true", help="not only the newest fifty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            raise CommandError(refusal.what.in_language("en")) from refusal
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error

    def _issue(self, options: dict[str, Any]) -> None:
        by = _person(options["by"])
        if not can(by, "issue", None, type=HUB):
            raise not_allowed()
        holder = _holder(options["to"])
        made = issue(
            kind=options["kind"], subject=holder, holder=holder.id, claims=_claims(options), by=by, at=timezone.now()
        )
        if options["out"]:
            options["out"].write_text(document_of(made) or "", "utf-8")
        self.stdout.write(to_slug(made))

    def _verify(self, options: dict[str, Any]) -> None:
        verdict = verify(options["file"].read_text("utf-8"), at=timezone.now())
        for one in verdict.checks:
            self.stdout.write(f"{one.outcome:<8} {one.what.in_language('en')}")
        if outcome_of(verdict.checks) != "ok":
            raise CommandError("the credential does not hold, or it can't be told from here")

    def _revoke(self, options: dict[str, Any]) -> None:
        by = _person(options["by"])
        found = models.Credential.objects.filter(pk=_id(options["credential"])).first()
        if found is None:
            raise CommandError(f"there is no credential {options['credential']}")
        check(by, "revoke", found, type=TYPE)
        revoke(credential_id=found.pk, reason=options["reason"], by=by, at=timezone.now())

    def _list(self, options: dict[str, Any]) -> None:
        rows = models.Credential.objects.order_by("-issued_at", "-pk")
        now = timezone.now()
        for card in cards(rows if options["all"] else rows[:50]):
            state = card.state(now)
            self.stdout.write(f"{to_slug(card.id)}  {card.kind.code:<11}  {state:<7}  {card.holder_name}  {card.name}")


def _issue_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument(
        "--to", required=True, metavar="HOLDER", help="e-mail of an account, or code of an organisation"
    )
    parser.add_argument("--name", required=True, metavar="WORDS", help="what it is called")
    parser.add_argument("--description", default="", metavar="WORDS", help="what it means (the name)")
    parser.add_argument("--criteria", default="", metavar="WORDS", help="what its holder had to do or be (the name)")
    parser.add_argument("--number", default="", metavar="NUMBER")
    parser.add_argument("--fact", action="append", default=[], metavar="NAME=VALUE", help="may be given several times")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="its last day: 2027-12-31")
    parser.add_argument("--language", default="", metavar="CODE", help="of these words (the hub's first)")
    parser.add_argument("--by", required=True, metavar="E-MAIL", help="who issues it: the e-mail of their account")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write it to this file")


def _claims(options: dict[str, Any]) -> Claims:
    name, zone = options["name"], ZoneInfo(settings.HUB.timezone)
    until = options["until"]
    return Claims(
        name=name,
        description=options["description"] or name,
        criteria=options["criteria"] or name,
        language=options["language"] or settings.HUB.languages[0],
        number=options["number"],
        valid_until=datetime.combine(until, time.max.replace(microsecond=0), zone) if until else None,
        facts=tuple((key, value) for key, _, value in (fact.partition("=") for fact in options["fact"])),
    )


def _holder(written: str) -> Subject:
    """A person by e-mail address, or an organisation by the code that hub.yaml gives it."""
    if found := person_with_address(written):
        return Subject("people.person", found.id)
    if card := organisation_with_code(written):
        return Subject("people.organisation", card.id)
    raise CommandError(f"there is no account and no organisation {written}")


def _person(email: str) -> Actor:
    found = person_with_address(email)
    if found is None:
        raise CommandError(f"there is no account with the address {email}")
    return actor_for(found.id)


def _id(written: str) -> UUID:
    try:
        return UUID(written) if "-" in written else from_slug(written)
    except ValueError as error:
        raise CommandError(f"there is no credential {written}") from error
