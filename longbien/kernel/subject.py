"""What a record entry, a task or a link is about, without importing the room that owns it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, order=True)
class Subject:
    """A thing of some room: `Subject("trials.trial", id)`, written `trials.trial:<uuid>`."""

    type: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.type}:{self.id}"

    @classmethod
    def parse(cls, written: str) -> "Subject":
        """Read `type:uuid`. ValueError otherwise."""
        kind, _, number = written.partition(":")
        if not kind or not number:
            raise ValueError(f"not a subject: {written!r}")
        return cls(kind, UUID(number))
