"""The full report of an incident: what its holder says of it once there was time to look."""

from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

FORMAT = 1
SHORTEST, LONGEST = 10, 8000


@dataclass(frozen=True)
class Account:
    """How it came about, what it did to people and things, its cause, and what keeps it from happening again."""

    course: str
    harm: str
    cause: str
    measures: str

    def trimmed(self) -> "Account":
        return replace(self, **{name: said.strip() for name, said in asdict(self).items()})

    def canonical(self) -> bytes:
        """RFC 8785 bytes."""
        return canonical({"format": FORMAT, **asdict(self)})

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()


PARTS = tuple(field.name for field in fields(Account))


def check_account(account: Account) -> None:
    """Refusal 422 with every part that is too short or too long."""
    wrong = [
        Fault(name, LENGTH)
        for name in PARTS
        if not SHORTEST <= len(getattr(account, name)) <= LONGEST or "\x00" in getattr(account, name)
    ]
    if wrong:
        what = Text.of(vi="Báo cáo đầy đủ còn thiếu.", en="The full report is incomplete.")
        raise Refusal("report-incomplete", what, faults=tuple(wrong))


LENGTH = Text.of(vi=f"Hãy viết {SHORTEST} đến {LONGEST} ký tự.", en=f"Write {SHORTEST} to {LONGEST} characters.")
