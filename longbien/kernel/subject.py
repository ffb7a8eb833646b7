"""What a record entry, a task or a link is about, without importing the room that owns it."""

import re
from dataclasses import dataclass
from uuid import UUID

TYPE = re.compile(r"[a-z]+\.[a-z_]+")
WRITTEN = re.compile(rf"{TYPE.pattern}:[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")


@dataclass(frozen=True, order=True)
class Subject:
    """A thing of some room: `Subject("trials.trial", id)`, written `trials.trial:<uuid>`."""

    type: str
    id: UUID

    def __post_init__(self) -> None:
        if not TYPE.fullmatch(self.type):
            raise ValueError(f"not a type of subject: {self.type!r}")

    def __str__(self) -> str:
        return f"{self.type}:{self.id}"

    @classmethod
    def parse(cls, written: str) -> "Subject":
        """Read `type:uuid`. ValueError otherwise."""
        kind, _, number = written.partition(":")
        if not WRITTEN.fullmatch(written):
            raise ValueError(f"not a subject: {written!r}")
        return cls(kind, UUID(number))
