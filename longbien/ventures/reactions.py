"""What follows in this room: a gate that was passed is attested to the team."""

from longbien.credentials.actions.issue import issue
from longbien.procedures.queries import case
from longbien.record.registry import Happened, on
from longbien.ventures.events import StagePassed
from longbien.ventures.models import Venture
from longbien.ventures.queries.attested import gate_claims


@on(StagePassed)
def attest_gate(happened: Happened) -> None:
    """Once for each gate, for a case leads a venture on only once."""
    venture, passed = Venture.objects.get(pk=happened.subject.id), happened.what
    claims = gate_claims(venture, passed, case(passed.case_id, with_data=False).number)
    issue(
        kind="attestation",
        subject=happened.subject,
        holder=venture.organisation_id,
        claims=claims,
        by=happened.by,
        at=happened.at,
    )
