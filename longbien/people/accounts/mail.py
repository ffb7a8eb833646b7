"""Mail that stays on this machine: a file a letter in `LONGBIEN_VAR/mail`, shown at /mail/ in development."""

import email
import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as Letter
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from longbien.kernel.ids import new_id, to_slug

NEWEST = 50


@dataclass(frozen=True)
class Mail:
    """One kept letter; the body is plain text."""

    name: str
    to: str
    subject: str
    at: datetime | None
    body: str


class FolderBackend(BaseEmailBackend):
    """Django's mail backend that writes each letter into the folder, newest name last."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = folder() / f"{to_slug(new_id())}.eml"
            path.write_bytes(message.message().as_bytes())
            path.chmod(0o600)
        return len(email_messages)


def folder() -> Path:
    return Path(settings.VAR) / "mail"


def letters() -> list[Mail]:
    """The newest letters, newest first."""
    paths = sorted(folder().glob("*.eml"), reverse=True)[:NEWEST]
    return [_read(path) for path in paths]


def _read(path: Path) -> Mail:
    letter: Any = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    at = parsedate_to_datetime(letter["Date"]) if letter["Date"] else None
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)  # `-0000`, as Django writes it: UTC, and nothing known of the place (RFC 5322, 3.3)
    return Mail(path.stem, str(letter["To"]), str(letter["Subject"]), at, _body(letter))


def _body(letter: Letter) -> str:
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part else ""
