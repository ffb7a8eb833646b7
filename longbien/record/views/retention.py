"""How long what is personal is kept: the hub's rules, for everyone to read."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.kernel.citation import Citation
from longbien.kernel.event import known_events, words_of
from longbien.kernel.text import Text
from longbien.record.queries.retention import retention_rules
from longbien.record.rules.retention import HUB_RULE, Happening, Rule
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Shown:
    """A rule with the words a reader sees."""

    rule: Rule
    starts: Text | str | None
    cited: tuple[Citation, ...]

    @property
    def years(self) -> int:
        return 0 if self.rule.months % 12 else self.rule.months // 12


@require_safe
def retention(request: Request) -> HttpResponse:
    """Every rule: what, how long, from when, what then, on what basis."""
    return render(request, "record/retention.html", {"rules": [_shown(rule) for rule in retention_rules()]})


def _shown(rule: Rule) -> Shown:
    cited = () if rule.basis == HUB_RULE else settings.HUB.cite(rule.basis, reader_language())
    return Shown(rule, rule.since or _words(rule.starts), cited)


def _words(what: Happening | None) -> Text | str | None:
    if what is None:
        return None
    return next((words for event in known_events(what.event) if (words := words_of(event.key()))), what.event)
