"""How the person behind a request last proved who they are, for signatures."""

from longbien.people.accounts.assurance import assurance
from longbien.procedures.rules.signing import Proof
from longbien.ui.requests import Request


def proof_of(request: Request) -> Proof | None:
    known = assurance(request)
    return Proof(", ".join(known.methods), known.second_factor, known.at) if known.at else None
