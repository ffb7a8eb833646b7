"""Requests for files as clients of S3 sign them. Source: AWS Signature Version 4, "Authenticating Requests: Using the
Authorization Header". A secret never travels: a request shows that its sender knows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest

ALGORITHM, TERMINATOR, WRITTEN = "AWS4-HMAC-SHA256", "aws4_request", "%Y%m%dT%H%M%SZ"
SKEW = timedelta(minutes=15)
HEADER = re.compile(
    rf"{ALGORITHM} Credential=([^/, ]+)/(\d{{8}})/([\w-]+)/(s3)/{TERMINATOR}, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)


@dataclass(frozen=True)
class Signed:
    """A request as it came: `path` and `query` still encoded, `headers` by their small names."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]


def key_of(request: Signed) -> str:
    """The id of the key that it says it is signed with; nothing when it isn't signed."""
    found = HEADER.fullmatch(request.headers.get("authorization", ""))
    return found[1] if found else ""


def is_signed(request: Signed, *, secret: str, at: datetime) -> bool:
    """Whether who sent it knows the secret, and signed it now: within a quarter of an hour."""
    found = HEADER.fullmatch(request.headers.get("authorization", ""))
    moment = _moment(request.headers.get("x-amz-date", ""))
    if found is None or moment is None or abs(at - moment) > SKEW:
        return False
    _, day, region, service, names, signature = found.groups()
    if moment.strftime("%Y%m%d") != day or not {"host", "x-amz-date"} <= set(names.split(";")):
        return False
    scope = f"{day}/{region}/{service}/{TERMINATOR}"
    text = "\n".join((ALGORITHM, moment.strftime(WRITTEN), scope, sha256(_canonical(request, names)).hexdigest()))
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, TERMINATOR, text):
        key = digest(key, part.encode(), "sha256")
    return compare_digest(key.hex(), signature)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)
    except ValueError:
        return None


def _canonical(request: Signed, names: str) -> bytes:
    parts = (one if "=" in one else f"{one}=" for one in request.query.split("&") if one)
    headers = "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in names.split(";"))
    body = request.headers.get("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
    return "\n".join((request.method, request.path, "&".join(sorted(parts)), headers, names, body)).encode()
