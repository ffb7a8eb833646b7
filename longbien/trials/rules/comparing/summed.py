"""A comparison in few words, as a report freezes it and an overview lists it: what was asked, and what it shows."""

from typing import Any

from longbien.trials.rules.comparing.answer import answer
from longbien.trials.rules.comparing.reading import Reading
from longbien.trials.rules.prose.comparisons import question


def summary(reading: Reading) -> dict[str, Any]:
    """`measure`, `verdict`, how many units of `old` and `new` were judged; `question` and `answer` as they read then.

    Plain data. The dossier holds the units, so that the verdict can be computed again (`dossier.comparisons`).
    """
    last = reading.last
    return {
        "measure": reading.asked.measure,
        "verdict": reading.verdict,
        "old": last.old if last else 0,
        "new": last.new if last else 0,
        "question": dict(question(reading.asked, reading.lottery.policy)),
        "answer": dict(answer(reading)),
    }
