"""Where someone is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from longbien.people.rules.agents import device_name


@dataclass(frozen=True)
class DeviceCard:
    """One session: `name` such as `Firefox, Windows`, "" when the browser doesn't say."""

    number: int
    name: str
    address: str
    since: datetime
    is_this: bool


def devices_of(person_id: UUID, session_key: str | None) -> tuple[DeviceCard, ...]:
    """Where a person is signed in now, this device first, then the newest."""
    rows = list(UserSession.objects.filter(user_id=person_id).order_by("-created_at", "-pk"))
    standing = Session.objects.filter(pk__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
    keys = set(standing.values_list("pk", flat=True))
    cards = [
        DeviceCard(row.pk, device_name(row.user_agent), row.ip, row.created_at, row.session_key == session_key)
        for row in rows
        if row.session_key in keys
    ]
    return tuple(sorted(cards, key=lambda card: not card.is_this))
