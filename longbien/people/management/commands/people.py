"""`longbien people`: roles from the command line, such as the first administrator's."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management import CommandError

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.people.actions.roles import grant_role, revoke_role
from longbien.people.queries import person_with_address, persons_with_role, role_codes
from longbien.ui.commands import HouseCommand

HELP = """\
Who holds which role in the hub. The first administrator is made here; the others on the page “People and roles”.

  longbien people grant lan@example.org hub-admin
  longbien people revoke lan@example.org hub-admin
  longbien people list                    every role with its holders
  longbien people list reviewer           the holders of one role

Each change is an entry in the record, made in the name of the system, and counts from the person's next request.

Exit codes: 0 done, 1 no such person or role, 2 wrong usage."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="grant|revoke|list")
        for verb, said in (("grant", "give someone a role"), ("revoke", "take it from them")):
            change = verbs.add_parser(verb, help=said)
            change.add_argument("email", metavar="EMAIL", help="the address of their account")
            change.add_argument("role", metavar="ROLE", help="as hub.yaml names it")
        shown = verbs.add_parser("list", help="who holds which role")
        shown.add_argument("role", nargs="?", metavar="ROLE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self._list(options["role"])
        else:
            self._change(options["verb"], options["email"], options["role"])

    def _change(self, verb: str, email: str, role: str) -> None:
        person = person_with_address(email)
        if person is None:
            raise CommandError(f"No account has the address {email}.", returncode=1)
        change = grant_role if verb == "grant" else revoke_role
        try:
            change(person_id=person.id, role=role, by=SYSTEM, at=datetime.now(UTC))
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        self.stdout.write(f"{person.name}: {role} {'granted' if verb == 'grant' else 'revoked'}")

    def _list(self, role: str | None) -> None:
        if role and role not in role_codes():
            raise CommandError(f"No role {role}. Roles: {', '.join(role_codes())}.", returncode=1)
        for code in [role] if role else role_codes():
            self.stdout.write(f"{code}: {', '.join(card.name for card in persons_with_role(code)) or '–'}")
