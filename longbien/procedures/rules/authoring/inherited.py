"""Answers that several steps of a file of samples share: written once under a name, taken up by it.

    answers:
      usual: {title: Open day, guests: 40}
    samples:
      - title: Too many guests
        steps:
          - {do: submit, by: applicant, answers: {from: usual}, with: {guests: 4000}, refused: guard}

What a step says under `with` goes before what it takes up; `without: [guests]` leaves a question unanswered.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from longbien.procedures.rules.checks.complaint import Complaint, unknown


def unfolded(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same samples, each step with all of its answers under `with`; a set that is not there has none."""
    shared = data.get("answers", {})
    return {
        **data,
        "samples": [
            {**sample, "steps": [_whole(step, shared) for step in sample["steps"]]} for sample in data["samples"]
        ],
    }


def not_there(data: Mapping[str, Any]) -> Iterator[Complaint]:
    """Sets that a step takes up and nobody wrote; questions left out that the set does not answer."""
    shared = data.get("answers", {})
    for n, sample in enumerate(data["samples"]):
        for m, step in enumerate(sample["steps"]):
            if "answers" in step:
                yield from _missing(("samples", n, "steps", m, "answers"), step["answers"], shared)


def _missing(path: tuple[str | int, ...], taken: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[Complaint]:
    name = taken["from"]
    if name not in shared:
        yield (*path, "from"), unknown("bộ câu trả lời", "set of answers", name, frozenset(shared))
        return
    for at, question in enumerate(taken.get("without", ())):
        if question not in shared[name]:
            there = frozenset(map(str, shared[name]))
            yield (*path, "without", at), unknown("câu trả lời", "answer", question, there)


def _whole(step: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    if "answers" not in step:
        return step
    taken = step["answers"]
    left_out = taken.get("without", ())
    answers = {name: value for name, value in shared.get(taken["from"], {}).items() if name not in left_out}
    return {**step, "with": {**answers, **step.get("with", {})}}
