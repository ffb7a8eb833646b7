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


def not_started(engine: str, needs: str) -> Refusal:
    return Refusal(
        "engine-away",
        Text.of(
            vi=f"{engine} không khởi động được. Máy này cần có {needs}.",
            en=f"{engine} can't be started. This machine needs {needs}.",
        ),
        status=503,
    )
