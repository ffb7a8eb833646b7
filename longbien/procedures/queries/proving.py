"""How the person behind a request last proved who they are, for signatures."""

from longbien.people.accounts.assurance import CALLED, assurance
from longbien.procedures.rules.signing import Proof
from longbien.ui.language import say
from longbien.ui.requests import Request


def proof_of(request: Request) -> Proof | None:
    known = assurance(request)
    return Proof(", ".join(known.methods), known.second_factor, known.at) if known.at else None


def method_words(method: str) -> str:
    """`demonstration` or `password, totp` in the reader's words; what is no longer known, as it was written."""
    return ", ".join(say(CALLED[one]) if one in CALLED else one for one in method.split(", "))
