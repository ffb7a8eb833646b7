"""Where credentials and status lists stand for good: their addresses are part of what is signed."""

from uuid import UUID

from django.conf import settings

from longbien.credentials.rules.documents import REVOCATION
from longbien.kernel.ids import from_slug, to_slug


def credential_url(credential_id: UUID) -> str:
    return f"{settings.ENV.url}/credentials/{to_slug(credential_id)}.json"


def list_url(number: int, purpose: str = REVOCATION) -> str:
    """Of one list, each purpose has an address; a credential has the same place in both."""
    own = "" if purpose == REVOCATION else f"/{purpose}"
    return f"{settings.ENV.url}/credentials/status/{number}{own}"


def credential_id_in(address: object) -> UUID | None:
    """The id of a credential of ours, read from its address; None for any other address."""
    before, after = f"{settings.ENV.url}/credentials/", ".json"
    if not isinstance(address, str) or not address.startswith(before) or not address.endswith(after):
        return None
    try:
        return from_slug(address[len(before) : -len(after)])
    except ValueError:
        return None
