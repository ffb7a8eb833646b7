"""Short ways to say what is wrong with a credential, in both languages."""

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text


def wrong(where: str, vi: str, en: str) -> Fault:
    """A fault at a JSON pointer."""
    return Fault(where, Text.of(vi=vi, en=en))


def unproven(vi: str, en: str) -> Refusal:
    """The refusal of a proof that does not hold (400)."""
    return Refusal("proof-invalid", Text.of(vi=vi, en=en), status=400)


def unreadable(where: str, vi: str, en: str) -> Refusal:
    """The refusal of a document that can't be taken as linked data (400)."""
    fault = wrong(where, vi, en)
    return Refusal("document-unreadable", fault.what, status=400, faults=(fault,))
