"""`longbien new`: start a new part of the hub; what it writes passes the checks as it is."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.kernel.refusal import Refusal
from longbien.procedures.queries.authoring.beginning import begun
from longbien.procedures.rules.authoring.starter.wishes import PARTS
from longbien.trials.kinds.starter import starter as kind_starter
from longbien.ui.commands import HouseCommand, called

HELP = """\
Start a new part of this hub. What is written is in order as it stands; change it line by line.

  longbien new kind=procedure name=lab-visit                 a service: its form, its letter, its sample cases
  longbien new kind=procedure name=lab-visit with=fee,second-officer,appeal
  longbien new kind=procedure                                asks for everything, in a terminal
  longbien new kind=trial name=river-bus                     a kind of trial

  fee               a fee is charged, and waited for
  second-officer    one officer checks, another decides
  appeal            a refusal can be appealed

In words of its own: title.en="Laboratory visit" title.vi="Thăm phòng thí nghiệm"; summary and who likewise.

Exit codes: 0 written, 1 a file is there already, 2 wrong usage."""
WORDS = {"title": "What is the service called", "summary": "What is it for, in one sentence", "who": "Who may apply"}
KEYS = ("kind", "name", "with")


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", metavar="KEY=VALUE")

    def handle(self, *args: Any, **options: Any) -> None:
        given = _given(options["words"])
        if given.get("kind") not in MAKERS:
            raise CommandError(f"kind={'|'.join(MAKERS)} name=lower-case-words", returncode=2)
        if not given.get("name") and given["kind"] == "procedure" and sys.stdin.isatty():
            given |= _asked()
        make, then = MAKERS[given["kind"]]
        try:
            files = make(given)
        except (Refusal, ValueError) as wrong:
            said = wrong.what["en"] if isinstance(wrong, Refusal) else str(wrong)
            raise CommandError(said, returncode=2) from wrong
        self._write(files)
        self.stdout.write(f"Now look at it: {called()} {then.format(hub=settings.HUB.folder, name=given['name'])}")

    def _write(self, files: Mapping[Path, str]) -> None:
        for path in files:
            if path.exists():
                raise CommandError(f"{path} exists already; choose another name or edit it", returncode=1)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
            self.stdout.write(f"wrote {path}")


def _given(words: list[str]) -> dict[str, str]:
    """`name=lab-visit` and the like; `title.en=…` is what a service says in a language of the hub."""
    spoken = {f"{key}.{language}" for key in WORDS for language in settings.HUB.languages}
    given = {key: value for key, _equals, value in (word.partition("=") for word in words)}
    if strange := sorted(given.keys() - spoken - set(KEYS)):
        raise CommandError(f"no “{strange[0]}” here. There are: {', '.join([*KEYS, *sorted(spoken)])}", returncode=2)
    return given


def _asked() -> dict[str, str]:
    """Everything that a service needs to begin, asked one by one; an empty answer leaves what the starter says."""
    answers = {"name": input("Short name, lower-case letters and hyphens, such as lab-visit: ").strip()}
    for key, question in WORDS.items():
        for language in settings.HUB.languages:
            answers[f"{key}.{language}"] = input(f"{question} ({language})? ").strip()
    wished = [name for name, (_vi, en) in PARTS.items() if input(f"{en}? (y/n) ").strip().lower().startswith("y")]
    return answers | {"with": ",".join(wished)}


def _procedure(given: Mapping[str, str]) -> dict[Path, str]:
    folder, name = Path(settings.HUB.folder) / "procedures", given.get("name", "")
    texts = begun(name, frozenset(given.get("with", "").split(",")) - {""}, _said(given))
    beside = {folder / file: content for file, content in texts.forms.items()}
    return {folder / f"{name}.yaml": texts.procedure, folder / f"samples/{name}.yaml": texts.samples, **beside}


def _said(given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was said in every language of the hub."""
    languages = settings.HUB.languages
    said = {key: {language: given.get(f"{key}.{language}", "") for language in languages} for key in WORDS}
    return {key: texts for key, texts in said.items() if all(texts.values())}


def _trial(given: Mapping[str, str]) -> dict[Path, str]:
    name = given.get("name", "")
    return {Path(settings.HUB.folder) / f"kinds/{name}.yaml": kind_starter(name, settings.HUB.languages)}


MAKERS = {
    "procedure": (_procedure, "procedure try {hub}/procedures/{name}.yaml"),
    "trial": (_trial, "kind check {hub}/kinds/{name}.yaml"),
}
