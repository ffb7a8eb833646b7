"""Passwords made of the words that everyone thinks of here: the names of the software, the hub and the city."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from longbien.kernel.folding import fold

SHORTEST_REST = 7
WORDS = ("longbien", "matkhau", "password")


class HubWordsValidator:
    """Refuses a password that is little more than one of these words."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = re.sub(r"[\W_]+", "", fold(password))
        for word in words():
            rest = rest.replace(word, "")
        if len(rest) < SHORTEST_REST and len(rest) < len(re.sub(r"[\W_]+", "", fold(password))):
            raise ValidationError("hub word", code="password_hub_word")

    def get_help_text(self) -> str:
        return ""


def words() -> list[str]:
    """The words, without marks and spaces, the longest first."""
    hub = settings.HUB
    said = [
        hub.code,
        *hub.name.values(),
        *hub.city.values(),
        *hub.text(hub.data.get("short_name", hub.data["name"])).values(),
    ]
    return sorted({*WORDS, *(re.sub(r"[\W_]+", "", fold(one)) for one in said)}, key=len, reverse=True)
