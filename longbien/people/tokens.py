"""Signed links of the demonstration: they sign in as a demonstration person, for a day, in development only."""

from uuid import UUID

from django.conf import settings
from django.core import signing

from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text

SALT = "longbien.people.demo"
DAY_S = 24 * 60 * 60


def demo_token(person_id: UUID) -> str:
    return signing.dumps(str(person_id), salt=SALT)


def read_demo_token(token: str) -> UUID:
    """The person behind a link. Refusal (404) outside development, for a forged link and for one older than a day."""
    require_development()
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=DAY_S))
    except signing.BadSignature as error:
        raise not_found(
            Text.of(
                vi="Liên kết này đã hết hạn hoặc không đúng. Chạy `longbien demo links` để có liên kết mới.",
                en="This link is old or wrong. `longbien demo links` prints new ones.",
            )
        ) from error


def require_development() -> None:
    """Refusal (404) unless this process runs with LONGBIEN_DEVELOPMENT=1."""
    if not settings.DEVELOPMENT:
        raise not_found()
