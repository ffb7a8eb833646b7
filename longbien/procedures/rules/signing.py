"""Signatures: a person who has just proved who they are puts their name to exactly what is decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical

FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class Proof:
    """How, and when, someone last proved who they are: `method` such as `passkey` or `password, totp`."""

    method: str
    second_factor: bool
    at: datetime


@dataclass(frozen=True)
class Signed:
    """What a signature covers: the move it belongs to, its reason, and the digest of the answers sent with it."""

    case_id: UUID
    seq: int
    action: str
    source: str
    target: str
    reason: str
    answers_sha256: str | None

    @property
    def digest(self) -> str:
        """SHA-256 over the RFC 8785 JSON of all of it, in hex."""
        content = {
            "case": str(self.case_id),
            "seq": self.seq,
            "action": self.action,
            "from": self.source,
            "to": self.target,
            "reason": self.reason,
            "answers": self.answers_sha256,
        }
        return sha256(canonical(content)).hexdigest()


def signature_against(proof: Proof | None, now: datetime) -> Outcome:
    """What stands against signing now: no proof of who it is, or one that is older than ten minutes."""
    if proof is not None and timedelta() <= now - proof.at <= FRESH:
        return Outcome()
    minutes = FRESH // timedelta(minutes=1)
    what = Text.of(
        vi=f"Bước này cần chữ ký: hãy xác nhận lại danh tính (không quá {minutes} phút trước khi ký) rồi làm lại.",
        en=f"This step needs a signature: confirm who you are (at most {minutes} minutes before signing), then do it.",
    )
    return Outcome((Reason("signature", what, where="signature"),))
