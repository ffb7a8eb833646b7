"""An engine that can't: its own word for why. Its messages quote values of rows, so none is passed on."""

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text


def failed(condition: str) -> Refusal:
    return Refusal(
        "engine-failed",
        Text.of(
            vi=f"Bộ máy không chạy được câu lệnh này: {condition}.",
            en=f"The engine could not run this statement: {condition}.",
        ),
    )
