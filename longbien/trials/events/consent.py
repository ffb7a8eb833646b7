"""Consent of participants, as the record writes it down: how many, never who; codes are sealed."""

from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text


@dataclass(frozen=True)
class ConsentTextPublished(
    Event,
    type="trials.consent-text-published",
    words=Text.of(vi="Công bố lời xin đồng ý của người tham gia", en="A text of consent was published"),
):
    """What participants agree to from now on: its version and SHA-256."""

    number: str
    text_version: int
    sha256: str


@dataclass(frozen=True)
class ConsentNoted(
    Event,
    type="trials.consent-noted",
    words=Text.of(vi="Ghi nhận sự đồng ý của người tham gia", en="Consent of participants was noted"),
):
    """So many gave it (`give`), took it back (`withdraw`) or reversed that (`restore`); `by_participant`: by
    themselves; `times`: when each did."""

    number: str
    verb: str
    text_version: int
    count: int
    by_participant: bool
    codes: tuple[str, ...] = sealed()
    times: tuple[datetime, ...] = sealed()
