"""Finds the forms: page after page as a person would, and on through what a form leads to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.house.hostile.pages import Form
from tests.house.hostile.places import Place, key_of, place_of
from tests.house.hostile.visitor import Answers, Visitor, undone

Attack = Callable[[Visitor, Form], Answers | None]

NOT_A_PAGE = re.compile(r"\.(json|geojson|atom)$|^/(en|api|log|static|demo/sign-in)/|/documents/|/dossier/\d")
ENDS_THE_VISIT = ("account_logout", "people:demo-become")
ALIKE = ("data:", "statements:")  # rooms whose pages are many of a kind, told apart by a word in the address
DEEPEST = 14  # a long form has a page for each group of questions, and each is a form of its own


@dataclass
class Explorer:
    """`attack(visitor, form)` tries a form and answers with what it takes, or None when it takes nothing.

    `lasting`: what is sent in earnest stays. `pages` are the addresses opened, `stained` the places that show something
    hostile, `forms` those found, `begun` those that were met on the way and by whom, `taken` those that took something.
    Unless `thorough`, a visitor opens three data sets and three lines of a statement at each of their routes, not all.
    """

    attack: Attack
    lasting: bool = False
    thorough: bool = False
    pages: set[str] = field(default_factory=set)
    stained: set[Place] = field(default_factory=set)
    forms: dict[Place, Form] = field(default_factory=dict)
    begun: list[tuple[Visitor, Form]] = field(default_factory=list)
    taken: set[Place] = field(default_factory=set)

    def explore(self, visitor: Visitor, start: Iterable[str], *, each: int = 2, depth: int = 0) -> None:
        """`each`: how many addresses of a place are opened."""
        queue, seen, places = list(start), set[str](), Counter[Place]()
        while queue:
            address = queue.pop(0)
            place, most = place_of(address), each
            counted = place
            if place and place[0].startswith(ALIKE) and not self.thorough:
                counted, most = place[:1], 3
            if not place or address in seen or places[counted] >= most or NOT_A_PAGE.search(address):
                continue
            seen.add(address)
            places[counted] += 1
            page = visitor.get(address).page
            self.pages.add(address)
            if "hostile" in page.text or "191|add" in page.text:
                self.stained.add(place)
            queue += [
                link for link in page.links if not urlsplit(link).netloc and (not depth or link not in self.pages)
            ]
            for form in page.forms:
                self.try_form(visitor, form, depth)

    def try_form(self, visitor: Visitor, form: Form, depth: int = 0) -> None:
        """Attack a form that was not met before, then see what it leads to."""
        key = key_of(form)
        if key in self.forms:
            return
        self.forms[key] = form
        if not depth:
            self.begun.append((visitor, form))
        answers = self.attack(visitor, form)
        if answers is None:
            return
        self.taken.add(key)
        if form.method != "post" or depth == DEEPEST or key[0] in ENDS_THE_VISIT:
            return
        with nullcontext() if self.lasting else undone():
            answer = visitor.send(form, answers, "in earnest")
            if answer.moved:
                self.explore(visitor, [answer.address], each=1, depth=depth + 1)
