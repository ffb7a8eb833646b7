"""Why a source couldn't be read: one sentence for whoever runs it."""

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

UNREAD = Text.of(vi="Không đọc được nguồn này.", en="This source can't be read.")


def unread(where: str, *, vi: str, en: str) -> Refusal:
    """A refusal (422): nothing of the source was taken, and nothing that was listed before is gone."""
    return Refusal("source-unread", UNREAD, faults=(Fault(where[:200], Text.of(vi=vi, en=en)),))
