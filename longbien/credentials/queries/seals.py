"""Sealed letters: what was stored, and whether the seal of a PDF holds."""

import base64
import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from longbien.credentials import keys
from longbien.credentials.letters import confined
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

SECONDS = 15
MAX_BYTES = 10_000_000
AT_ONCE, WAIT = 2, 10
SLOW = Text.of(
    vi="Chưa kiểm tra xong: tệp quá phức tạp hoặc máy đang bận. Hãy thử lại sau ít phút.",
    en="The check did not finish: the file is too intricate, or the machine is busy. Try again in a few minutes.",
)
BUSY = Text.of(
    vi="Đang có quá nhiều tệp được kiểm tra. Hãy thử lại sau ít phút.",
    en="Too many files are being checked at the moment. Try again in a few minutes.",
)


@dataclass(frozen=True)
class Sealed:
    """A letter that was drawn, sealed and stored in the record."""

    document_id: UUID
    sha256: str
    size: int


@dataclass(frozen=True)
class SealReport:
    """What the seal of a file says. `about` is what the signer wrote beside it: number and title of a letter of ours.

    `seals` counts the signatures of the file; the last one was examined. `at` is the signer's clock, or that of the
    time-stamping authority when `is_stamped`.
    """

    is_pdf: bool = False
    seals: int = 0
    is_intact: bool = False
    is_ours: bool = False
    covers_all: bool = False
    is_stamped: bool = False
    signer: str = ""
    at: datetime | None = None
    about: str = ""

    @property
    def holds(self) -> bool:
        """This hub sealed the file, and not a byte of it has changed since."""
        return self.is_intact and self.is_ours and self.covers_all


@contextmanager
def _turn() -> Iterator[None]:
    """At most so many files are examined on this machine at once: each takes a process. Refusal (503) after a while."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        for number in range(AT_ONCE):
            with (Path(settings.VAR) / f"examine.{number}.lock").open("ab") as gate:
                try:
                    fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(0.05)
    raise Refusal("busy", BUSY, status=503)


def seal_check(pdf: bytes) -> SealReport:
    """Examine the seal of a file, whoever made it: by pyHanko's own validation, in a process of its own.

    Refusal (503) when that takes too long or too many are being examined; never for what the file is.
    """
    if not pdf.startswith(b"%PDF-") or len(pdf) > MAX_BYTES:
        return SealReport()
    known = {"seals": keys.seal_certificates(), "stamps": keys.stamp_certificates()}
    head = json.dumps(
        {name: [base64.b64encode(one).decode() for one in found] for name, found in known.items()}
    ).encode()
    try:
        with _turn():
            ran = confined.run("longbien.credentials.letters.examiner", head + b"\n" + pdf, seconds=SECONDS)
    except confined.Overrun as error:
        raise Refusal("examination-overrun", SLOW, status=503) from error
    if ran.code:
        return SealReport()
    told = json.loads(ran.out)
    at = told.pop("at", None)
    return SealReport(is_pdf=True, at=datetime.fromisoformat(at) if at else None, **told)
