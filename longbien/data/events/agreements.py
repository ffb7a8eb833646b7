"""What happens to agreements on data."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

PROPOSED = Text.of(vi="Lập dự thảo thoả thuận dữ liệu", en="An agreement on data was proposed")
SIGNED = Text.of(vi="Một bên ký thoả thuận dữ liệu", en="One side signed an agreement on data")
REVOKED = Text.of(vi="Thoả thuận dữ liệu bị thu hồi", en="An agreement on data was revoked")
QUERIED = Text.of(vi="Dữ liệu được truy vấn theo thoả thuận", en="Data were queried under an agreement")
PROFILE = Text.of(vi="Cấp hồ sơ truy cập Delta Sharing", en="A Delta Sharing profile was made")
RUN = Text.of(
    vi="Người vận hành truy vấn dữ liệu theo thoả thuận", en="The hub's operators queried data under an agreement"
)


@dataclass(frozen=True)
class DataAgreementProposed(Event, type="data.agreement_proposed", words=PROPOSED):
    """`digest` is the SHA-256 of the terms as canonical JSON."""

    code: str
    organisation_id: UUID
    digest: str
    until: date


@dataclass(frozen=True)
class DataAgreementSigned(Event, type="data.agreement_signed", words=SIGNED):
    """`side` is the publisher's or the recipient's; with the second one the agreement is in force."""

    side: str
    digest: str
    method: str
    second_factor: bool
    proved_at: datetime


@dataclass(frozen=True)
class DataAgreementRevoked(Event, type="data.agreement_revoked", words=REVOKED):
    """From this moment on nothing is given out under it."""

    reason: str


@dataclass(frozen=True)
class DataQueried(Event, type="data.queried", words=QUERIED):
    """Somebody asked under an agreement: the statement's digest, how many rows they got, or why it was refused."""

    digest: str
    rows: int | None
    refused: str


@dataclass(frozen=True)
class DataRun(Event, type="data.run", words=RUN):
    """A statement was run under an agreement from the command line: its digest, where it ran, how many rows it gave,
    or why it was refused."""

    digest: str
    engine: str
    rows: int | None
    refused: str


@dataclass(frozen=True)
class ProfileMade(Event, type="data.profile_made", words=PROFILE):
    """The recipient reads the agreement's rows with a token of their own, kept here by its hash alone."""

    expires_at: datetime
