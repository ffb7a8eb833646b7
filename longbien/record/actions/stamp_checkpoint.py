"""Have the head of the log stamped by an authority outside of the hub, when one is set. Signing never waits for it."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from longbien.record import models
from longbien.record.actions.act import act
from longbien.record.registry import Happened, name_of, on
from longbien.record.rules.stamp import Trust, ask, stamped_at

EVERY = timedelta(hours=1)
PATIENCE = 5  # seconds
LARGEST = 64_000
ASKS = "application/timestamp-query"


@on(slow=True)
def stamp(happened: Happened) -> None:
    """Ask for a stamp on the newest head. Whatever goes wrong is raised: the delivery is made again, then stuck."""
    _stamp_newest()


def stamp_if_answered() -> None:
    """Ask for a stamp on the newest head now; where none is to be had, the worker asks again when one is owed."""
    with suppress(OSError, ValueError, HTTPException):
        _stamp_newest()


def _stamp_newest() -> None:
    newest = models.Checkpoint.objects.order_by("-size").first()
    if newest is None or not settings.TSA_URL or models.Stamp.objects.filter(checkpoint=newest).exists():
        return
    answer = _answer(ask(newest.note))
    at = stamped_at(answer, newest.note, trust())
    _keep(newest, answer, at)


@act
def owe_stamp(*, size: int, at: datetime) -> None:
    """After the head of this size was signed: a stamp is owed, unless one is owed already or the last is fresh."""
    owed = models.Delivery.objects.filter(reaction=name_of(stamp), done_at=None)
    if models.Stamp.objects.filter(at__gt=at - EVERY).exists() or owed.exists():
        return
    last = models.Leaf.objects.filter(index=size - 1).values_list("event_id", flat=True).first()
    if last is not None:
        models.Delivery.objects.get_or_create(event_id=last, reaction=name_of(stamp), defaults={"due_at": at})


@act
def _keep(checkpoint: models.Checkpoint, answer: bytes, at: datetime) -> None:
    models.Stamp.objects.get_or_create(checkpoint=checkpoint, defaults={"at": at, "answer": answer})


class LeadsElsewhereError(OSError):
    """The authority sends its asker to another host."""


class SameHost(HTTPRedirectHandler):
    """Follows no redirect to another scheme, host or port than the one that is set."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if urlsplit(newurl)[:2] != urlsplit(settings.TSA_URL)[:2]:
            raise LeadsElsewhereError(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _answer(question: bytes) -> bytes:
    request = Request(settings.TSA_URL, data=question, headers={"Content-Type": ASKS})  # noqa: S310  (http or https: settings)
    with build_opener(SameHost).open(request, timeout=PATIENCE) as response:
        answer: bytes = response.read(LARGEST)
    return answer


def trust() -> Trust:
    """The certificates of LONGBIEN_TSA_CERTIFICATE. OSError or ValueError when they can't be read."""
    path = Path(settings.TSA_CERTIFICATE)
    return _trust(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _trust(path: Path, changed: int) -> Trust:
    return Trust.parse(path.read_bytes())
