"""`longbien demo`: people and cases to try everything with."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.urls import reverse

from longbien.capital.actions.adoption.demonstrate import demonstrate_orders
from longbien.capital.actions.cohorts.demonstrate import demonstrate_cohort
from longbien.capital.actions.deals.demonstrate import demonstrate_deals
from longbien.capital.actions.play import play as play_fund
from longbien.capital.actions.rights.demonstrate import demonstrate_rights
from longbien.capital.queries.funds.scripts import scripts as fund_scripts
from longbien.data.actions.access.demonstrate import demonstrate_access
from longbien.data.actions.cubes.demonstrate import demonstrate_cubes
from longbien.data.actions.demonstrate import demonstrate_data
from longbien.data.harvest.demonstrating import demonstrate_harvest
from longbien.people.actions.load_demonstration import load_demonstration
from longbien.people.queries import demonstration
from longbien.people.tokens import demo_token
from longbien.site.queries import last_load
from longbien.ui.commands import HouseCommand
from longbien.ventures.actions.play import play
from longbien.ventures.queries import scripts

HELP = """\
Demonstration people: nobody real, one for every role, labelled wherever they appear.

  longbien demo load       make them (once; a second run changes nothing) and print their sign-in links
  longbien demo crossing   play the hub's demonstration: cases in several states, each script once
  longbien demo links      print fresh links; each works for a day

The links work only with LONGBIEN_DEVELOPMENT=1.

Exit codes: 0 done, 1 the hub is not loaded yet or this is not development, 2 wrong usage."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load", "crossing", "links"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "crossing":
            self._play()
            return
        if options["verb"] == "load":
            if last_load() is None:
                raise CommandError("Load the hub first: longbien hub load", returncode=1)
            load_demonstration(at=datetime.now(UTC))
        elif not settings.DEVELOPMENT:
            raise CommandError("Sign-in links exist only with LONGBIEN_DEVELOPMENT=1.", returncode=1)
        if settings.DEVELOPMENT:
            self._print_links()

    def _play(self) -> None:
        if not demonstration():
            raise CommandError("Make the demonstration people first: longbien demo load", returncode=1)
        for script in scripts():
            news = play(script, at=datetime.now(UTC))
            self._told(script.code, news)
        for fund in fund_scripts():
            self._told(fund.code, play_fund(fund, at=datetime.now(UTC)))
        self._told("rights", demonstrate_rights(at=datetime.now(UTC)))
        self._told("deals", demonstrate_deals(at=datetime.now(UTC)))
        self._told("cohort", demonstrate_cohort(at=datetime.now(UTC)))
        self._told("data", demonstrate_data(at=datetime.now(UTC)))
        self._told("catalogues", demonstrate_harvest(at=datetime.now(UTC)))
        self._told("cubes", demonstrate_cubes(at=datetime.now(UTC)))
        self._told("access", demonstrate_access(at=datetime.now(UTC)))
        self._told("orders", bool(demonstrate_orders(at=datetime.now(UTC))))

    def _told(self, code: str, is_news: bool) -> None:
        self.stdout.write(f"Demonstration {code}: {'played' if is_news else 'already played'}")

    def _print_links(self) -> None:
        language = settings.HUB.languages[0]
        base = f"http://localhost:{settings.ENV.port}"
        self.stdout.write(f"Demonstration people (all of them: {base}{reverse('people:demo')})")
        for one in demonstration():
            path = reverse("people:demo-sign-in", args=[demo_token(one.person.id)])
            self.stdout.write(f"  {one.person.name}: {one.does.in_language(language)}\n    {one.email}  {base}{path}")
