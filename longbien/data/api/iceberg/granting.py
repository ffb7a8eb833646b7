"""Keys for the files of one agreement, as S3 knows them: an id, a secret and a token, all made from our own secret.

Nothing is kept: the token says for which agreement and since when, and the secret follows from the token.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from longbien.data.models import Agreement
from longbien.data.queries.shares import opens, with_id
from longbien.data.rules.iceberg.signing import Signed, is_signed, key_of
from longbien.kernel.ids import from_slug, to_slug
from longbien.ui.requests import Request

LIFE = timedelta(minutes=15)
SALT, TOKEN = "longbien.data.iceberg", "x-amz-security-token"


def granted(request: Request, found: Agreement, *, at: datetime) -> dict[str, str]:
    """What a client is told to read the files with, by the names that clients of Iceberg know."""
    folder = to_slug(found.pk)
    token = signing.TimestampSigner(salt=SALT).sign(folder)
    return {
        "s3.endpoint": request.build_absolute_uri("/").rstrip("/"),
        "s3.access-key-id": folder,
        "s3.secret-access-key": _secret(token),
        "s3.session-token": token,
        "s3.session-token-expires-at-ms": str(int((at + LIFE).timestamp() * 1000)),
        "s3.region": "us-east-1",
        "client.region": "us-east-1",
        "s3.path-style-access": "true",
        "s3.force-virtual-addressing": "false",
    }


def opened(request: Request, folder: str, *, at: datetime) -> Agreement | None:
    """The agreement whose files are asked for, if it is in force and the request is signed with a key of it."""
    token = request.headers.get(TOKEN, "")
    try:
        held = signing.TimestampSigner(salt=SALT).unsign(token, max_age=LIFE)
    except signing.BadSignature:
        return None
    headers = {name.lower(): value for name, value in request.headers.items()}
    signed = Signed(request.method or "", request.path, request.META.get("QUERY_STRING", ""), headers)
    if held != folder or key_of(signed) != folder or not is_signed(signed, secret=_secret(token), at=at):
        return None
    found = with_id(from_slug(folder))
    return found if found and opens(found) else None


def _secret(token: str) -> str:
    return salted_hmac(f"{SALT}.secret", token, algorithm="sha256").hexdigest()
