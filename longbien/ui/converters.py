"""Ids in URLs: `path("<id26:problem_id>/", …)` gives the view a UUID and takes one in `reverse()`."""

from uuid import UUID

from django.urls import register_converter

from longbien.kernel.ids import from_slug, to_slug


class Id26:
    """26 letters of Crockford base32; anything else is no such page."""

    regex = "[0-9a-zA-Z]{26}"

    def to_python(self, value: str) -> UUID:
        return from_slug(value)

    def to_url(self, value: UUID | str) -> str:
        return to_slug(value if isinstance(value, UUID) else UUID(value))


register_converter(Id26, "id26")
