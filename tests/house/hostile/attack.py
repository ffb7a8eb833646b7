"""What is done to one form: each question in turn, then what no form can store, then files."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.house.hostile import corpus
from tests.house.hostile.pages import Form, Input
from tests.house.hostile.places import Place, key_of, shape_of
from tests.house.hostile.visitor import (
    Answer,
    Answers,
    SentAs,
    Visitor,
    is_kept,
    plausible_answers,
    undone,
)

BOUNDARY = "hostile-boundary"
NO_TEXT = ("submit", "file", "button")
WAYS = ("broken UTF-8", "broken UTF-8 in parts", "1 MB")
FREE = ("text", "textarea", "search", "email", "password", "url", "tel")


@dataclass
class Attack:
    """`texts` go into every question one by one when `thorough`; else into all at once, and where the form refused that
    one by one until one is taken, a question of repeated rows once; what isn't free text (dates, choices) only
    together, and what pages carry along hidden with the first text alone.

    `tries` counts what was sent; `fields` are the questions that were asked, `taken` what forms took of it.
    """

    texts: Mapping[str, str]
    uploads: Iterable[corpus.Upload]
    thorough: bool = False
    tries: int = 0
    fields: set[str] = field(default_factory=set)
    taken: dict[Place, Answers] = field(default_factory=dict)
    turns: Iterator[int] = field(default_factory=count)

    def __call__(self, visitor: Visitor, form: Form) -> Answers | None:
        """The most hostile answers that the form took; None when it takes not even plausible ones."""
        base = plausible_answers(form)
        taken = self._takes(visitor, form, base, "as it should be")
        questions = [one for one in form.inputs.values() if one.kind not in NO_TEXT]
        most = dict(base)
        self.fields |= {f"{form.address} {one.name}" for one in questions}
        for group in [[one] for one in questions] if self.thorough else groups(questions):
            most |= self._questions(visitor, form, group, base)
        self._unstorable(visitor, form, questions, base)
        for name in form.files:
            self._files(visitor, form, name, base)
        if not taken:
            return None
        if most != base and not self._takes(visitor, form, most, "with everything"):
            most = base
        self.taken[key_of(form)] = {name: given for name, given in most.items() if given != base.get(name)}
        return most

    @property
    def stored(self) -> int:
        """How many questions took something hostile."""
        return sum(map(len, self.taken.values()))

    def _takes(self, visitor: Visitor, form: Form, answers: Answers, said: str) -> bool:
        with undone():
            return self._send(visitor, form, answers, said).taken

    def _questions(self, visitor: Visitor, form: Form, asked: list[Input], base: Answers) -> Answers:
        """What of the corpus the questions take, with all other answers plausible."""
        accepted: Answers = {}
        alone = len(asked) == 1 and asked[0].kind == "hidden" and not self.thorough
        for title, text in [*self.texts.items()][: 1 if alone else None]:
            hostile = {one.name: [text] for one in asked}
            with undone():
                answer = self._send(visitor, form, base | hostile, f"{[*hostile]} {title}")
            if answer.taken:
                accepted = hostile | accepted
            elif len(asked) == 1 and form.method == "post" and not is_kept(answer, asked[0], text):
                visitor.faults.append(f"{visitor.name}: {form.address} {[*hostile]} {title} → what was typed is lost")
            if answer.taken and not self.thorough:
                return accepted
        if len(asked) > 1 and asked[0].kind in (*FREE, "hidden"):
            for one in {shape_of(one.name): one for one in asked}.values():
                accepted |= self._questions(visitor, form, [one], base)
        return accepted

    def _unstorable(self, visitor: Visitor, form: Form, questions: list[Input], base: Answers) -> None:
        """Together, or one by one when thorough; a megabyte goes into one question at a time.

        Else a form that is posted gets one of the three that no form reads by itself, beginning with another one each
        time: what reads them is the same for all.
        """
        ways = WAYS if self.thorough or form.method != "post" else (WAYS[next(self.turns) % len(WAYS)],)
        groups = [[one] for one in questions] if self.thorough else [questions]
        for names in ([one.name for one in asked] for asked in groups if asked):
            for shift in range(2 if self.thorough else 1):
                unstorable = {name: [(corpus.NUL, corpus.HALF)[(n + shift) % 2]] for n, name in enumerate(names)}
                with undone():
                    self._send(visitor, form, base | unstorable, f"{names} NUL, half a letter")
            if form.method == "post":
                self._broken(visitor, form, names, base, ways)
        for one in questions if self.thorough else [*filter(is_long, questions), *questions][: "1 MB" in ways]:
            huge = corpus.HUGE if form.method == "post" else corpus.HUGE[:10_000]  # servers refuse longer addresses
            with undone():
                self._send(visitor, form, {**base, one.name: [huge]}, f"[{one.name}] 1 MB")
        if form.method == "post":
            odd = base | {"_add": [corpus.SCRIPT], "_remove": ["x-²-٣-99999999999"], "a" * 300: ["x"], "\0": ["\0"]}
            with undone():
                self._send(visitor, form, odd, "with questions that nobody asked")

    def _broken(self, visitor: Visitor, form: Form, names: list[str], base: Answers, ways: Sequence[str]) -> None:
        """Bytes that are no UTF-8, in both ways that a form is sent."""
        given: dict[str, Any] = base | {name: [corpus.BROKEN] for name in names}
        if "broken UTF-8" in ways:
            with undone():
                self._send(visitor, form, given, f"{names} broken UTF-8")
        if "broken UTF-8 in parts" in ways:
            with undone():
                self.tries += 1
                kind = f"multipart/form-data; boundary={BOUNDARY}"
                visitor.post(form.address, multipart(given), kind, f"{names} broken UTF-8 in parts")

    def _files(self, visitor: Visitor, form: Form, name: str, base: Answers) -> None:
        for upload in self.uploads:
            with undone():
                answer = self._send(
                    visitor, form, {**base, name: SentAs(upload)}, f"[{name}] file {upload.name[:40]!r}"
                )
                self._served_back(visitor, answer)

    def _served_back(self, visitor: Visitor, answer: Answer) -> None:
        for link in answer.page.links:
            if "/documents/" not in link:
                continue
            reply = visitor.get(link).replies[0]
            if reply.status_code == 200 and not is_harmless(reply):
                visitor.faults.append(f"{visitor.name}: {link} → {dict(reply.headers)}")

    def _send(self, visitor: Visitor, form: Form, answers: Mapping[str, Any], said: str) -> Answer:
        self.tries += 1
        return visitor.send(form, answers, said)


# What would take away what others are to read.
ENDS = re.compile(
    r"/(act/(end|revoke|suspend)|close|discard|withdraw|remove|recuse|roles|seats|logout|become|accounts|sign-out|devices"
    r"|erase|end|revoke|drop|return|cancel|away|second-step|do/(withdraw|decline))\b"
)


@dataclass
class Stain:
    """Leaves something hostile wherever `attack` found that it is taken; forms that it never met are tried first."""

    attack: Attack

    def __call__(self, visitor: Visitor, form: Form) -> Answers | None:
        """What to send in earnest."""
        if form.method != "post" or ENDS.search(form.address):
            return None
        known = self.attack.taken.get(key_of(form))
        return self.attack(visitor, form) if known is None else plausible_answers(form) | known


def groups(questions: list[Input]) -> list[list[Input]]:
    """Free text together, dates and choices together, what pages carry along hidden together."""
    free = [one for one in questions if one.kind in FREE]
    hidden = [one for one in questions if one.kind == "hidden"]
    bound = [one for one in questions if one.kind not in (*FREE, "hidden")]
    return [group for group in (free, bound, hidden) if group]


def is_long(one: Input) -> bool:
    return one.kind == "textarea"


def is_harmless(reply: Any) -> bool:
    """A file of theirs is saved, never shown: as what we say it is, under a name without tricks."""
    disposition = reply["Content-Disposition"]
    return (
        disposition.startswith("attachment")
        and reply["X-Content-Type-Options"] == "nosniff"
        and reply["Content-Type"].split(";")[0] not in ("text/html", "image/svg+xml", "application/xhtml+xml")
        and not any(letter in disposition for letter in "\r\n\u202e/\\")
        and "%E2%80%AE" not in disposition
    )


def multipart(answers: Mapping[str, list[str | bytes]]) -> bytes:
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (BOUNDARY.encode(), name.encode(), value if isinstance(value, bytes) else value.encode())
        for name, values in answers.items()
        for value in values
    ]
    return b"".join(parts) + b"--%s--\r\n" % BOUNDARY.encode()
