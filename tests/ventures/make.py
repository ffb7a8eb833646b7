"""The whole house with its demonstration's people, and a play that goes scene by scene."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.test import Client

from longbien.kernel.actor import SYSTEM
from longbien.people.actions.load_demonstration import load_demonstration
from longbien.people.models import Person
from longbien.record.models import Event
from longbien.site.actions.load_hub import load_hub
from longbien.site.folder import read_folder
from longbien.ventures.actions.play import Play, begin, take
from longbien.ventures.queries import scripts
from longbien.ventures.rules.script import Scene, Script

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def house() -> None:
    """The hub that the tests run with, loaded, and its demonstration people."""
    load_hub(read_folder(settings.HUB.folder), by=SYSTEM, at=NOW)
    load_demonstration(at=NOW)


def script(code: str) -> Script:
    return next(one for one in scripts() if one.code == code)


def played(code: str, *, until: str = "") -> Play:
    """The demonstration up to (without) the first scene that does `until`."""
    stage = begin()
    for n, scene in enumerate(script(code).scenes):
        if scene.do == until:
            break
        take(scene, stage, at=NOW + timedelta(minutes=n))
    return stage


def scenes(code: str, stage: Play) -> Iterator[tuple[Scene, list[str]]]:
    """Each scene with the kinds of entries it added to the record, in their order."""
    for n, scene in enumerate(script(code).scenes):
        before = Event.objects.count()
        take(scene, stage, at=NOW + timedelta(minutes=n))
        yield scene, added(before)


def added(before: int) -> list[str]:
    """The kinds of the entries since, without the notices that go out beside them."""
    kinds = (kind.partition("/")[0] for kind in Event.objects.order_by("id").values_list("type", flat=True)[before:])
    return [kind for kind in kinds if kind != "procedures.people-told"]


def client(stage: Play, code: str) -> Client:
    """A browser in which a demonstration person is signed in; nobody is, for an empty code."""
    browser = Client()
    if not code:
        return browser
    browser.force_login(Person.objects.get(pk=stage.people[code]), backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def count() -> int:
    """How many entries the record has."""
    return Event.objects.count()
