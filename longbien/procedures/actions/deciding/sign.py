"""Sign a move of a case."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.procedures.events import CaseSigned
from longbien.procedures.models import Case, Signature
from longbien.procedures.rules.signing import Proof, Signed
from longbien.record.actions.emit import emit


def sign(case: Case, signed: Signed, proof: Proof, *, by: Actor, at: datetime) -> None:
    """Write the signature into the chain of the case; the caller has looked at the proof."""
    event = CaseSigned(
        number=case.number, seq=signed.seq, action=signed.action, method=proof.method,
        second_factor=proof.second_factor, proved_at=proof.at, digest=signed.digest,
    )  # fmt: skip
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    Signature.objects.create(
        case=case, seq=signed.seq, person_id=by.person_id, digest=signed.digest, method=proof.method,
        second_factor=proof.second_factor, proved_at=proof.at, event_id=event_id,
    )  # fmt: skip
