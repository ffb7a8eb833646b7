"""Draw a letter, seal it, and keep it in the record."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from longbien.credentials import keys
from longbien.credentials.letters.drawing import Heading, draw
from longbien.credentials.queries.seals import Sealed
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.subject import Subject
from longbien.record.actions.store_document import store_document


def render_and_seal(  # noqa: PLR0913 - what a letter is
    *,
    template: str,
    data: Mapping[str, Any],
    number: str,
    title: str,
    language: str,
    subject: Subject,
    by: Actor,
    at: datetime,
) -> Sealed:
    """The letter as a sealed PDF in the record: PDF/A-2a and PDF/UA-1, PAdES B-B (B-T with a time-stamping authority).

    `template` is Typst (`letters.drawing` says what it may use). Takes about a second, so call it from a
    slow reaction. Refusal (422) names every faulty line of the template, (503) a seal or stamp that can't be had; then
    nothing is stored. The caller has asked the policy.
    """
    pdf = draw(template, data, language, heading=Heading(title, number, at))
    archive, password = keys.seal_archive()
    sealing = require("longbien.credentials.letters.sealing", extra="letters")
    stamping = sealing.Stamping(settings.TSA_URL, keys.keep_stamp) if settings.TSA_URL else None
    reason, location = f"{number} · {title}", settings.HUB.city.in_language(language)
    sealed: bytes = sealing.seal(pdf, archive, password, reason=reason, location=location, stamping=stamping)
    document_id = store_document([sealed], name=file_name(number or title), subject=subject, by=by, at=at)
    return Sealed(document_id, sha256(sealed).hexdigest(), len(sealed))


def file_name(number: str) -> str:
    """What the file of a letter is called."""
    return f"{number}.pdf".replace("/", "-").replace("\\", "-")
