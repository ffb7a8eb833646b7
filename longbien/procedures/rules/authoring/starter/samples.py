"""Sample cases of a new service: one that reaches each of its ends, and what must be refused on the way."""

from collections.abc import Iterator, Mapping

HEAD = """\
# Walks through the service, tried by `longbien procedure try`, by `longbien hub check` and on the page. They are its
# specification: whoever changes a step sees here what no longer goes as it should.
procedure: {code}
answers:                         # written once, taken up below by its name
  usual: {{summary: "...", amount: 2}}
samples:
"""
SUBMIT = "{do: submit, by: applicant, answers: {from: usual}, to: %s}"
MISSING = "{do: submit, by: applicant, answers: {from: usual, without: [amount]}, refused: form-faults, at: /amount}"
ASK = '{do: ask, by: officer, reason: "...", to: more_info}'
WITHDRAW = '{do: withdraw, by: applicant, reason: "...", to: withdrawn}'
REOPEN = '{do: reopen, reason: "...", to: checking}'
PAY, WAIT = "{pay: true, to: checking}", "{wait: 11wd, to: lapsed}"


def samples(parts: frozenset[str], given: Mapping[str, str]) -> str:
    """The text of the file; `given` holds its titles."""
    return HEAD.format(**given) + "".join(_sample(given[title], steps) for title, steps in _walks(parts))


def _walks(parts: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    fee = "fee" in parts
    sent = [SUBMIT % "unpaid", PAY] if fee else [SUBMIT % "checking"]
    yield "granted", [*sent, *_decision("accept", "done", parts)]
    refusal = [*sent, *_decision("refuse", "refused", parts)]
    yield "turned_down", refusal
    if "appeal" in parts:
        yield "appealed", [*refusal, REOPEN]
    yield "asked", [MISSING, *sent, ASK, WAIT]
    yield "taken_back", [*sent, WITHDRAW]
    if fee:
        yield "not_paid", [sent[0], WAIT]


def _sample(title: str, steps: list[str]) -> str:
    return f"  - title: {title}\n    steps:\n" + "".join(f"      - {step}\n" for step in steps)


def _decision(action: str, to: str, parts: frozenset[str]) -> list[str]:
    """What the officer decides; where two must look at it, first by the wrong one."""
    if "second-officer" not in parts:
        return [f'{{do: {action}, by: officer, reason: "...", to: {to}}}']
    return [
        "{do: check, by: officer, as: An, to: deciding}",
        f'{{do: {action}, by: officer, as: An, reason: "...", refused: four-eyes}}',
        f'{{do: {action}, by: officer, as: Bình, reason: "...", to: {to}}}',
    ]
