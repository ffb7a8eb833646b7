"""What happens to credentials. Whose they are and what they say is sealed: either may be personal."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

ISSUED = Text.of(vi="Một chứng nhận được cấp", en="A credential was issued")
SUSPENDED = Text.of(vi="Một chứng nhận bị tạm đình chỉ", en="A credential was suspended")
REINSTATED = Text.of(vi="Một chứng nhận có hiệu lực trở lại", en="A credential stands again")
REVOKED = Text.of(vi="Một chứng nhận bị thu hồi", en="A credential was revoked")


@dataclass(frozen=True)
class CredentialIssued(Event, type="credentials.issued", words=ISSUED):
    """`sha256` is over the credential as it was given out."""

    credential: UUID
    kind: str
    status_list: int
    status_index: int
    holder: str = sealed()
    sha256: str = sealed()


@dataclass(frozen=True)
class CredentialRevoked(Event, type="credentials.revoked", words=REVOKED):
    credential: UUID
    status_list: int
    status_index: int
    reason: str = sealed()


@dataclass(frozen=True)
class CredentialSuspended(Event, type="credentials.suspended", words=SUSPENDED):
    credential: UUID
    status_list: int
    status_index: int
    reason: str = sealed()


@dataclass(frozen=True)
class CredentialReinstated(Event, type="credentials.reinstated", words=REINSTATED):
    credential: UUID
    status_list: int
    status_index: int
    reason: str = sealed()
