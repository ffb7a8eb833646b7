"""Sample cases: a few walks through a procedure, written beside it, with what must come of each step.

    procedure: city.lab-visit
    samples:
      - title: A visit that is granted
        steps:
          - {do: submit, by: applicant, with: {reason: To measure}, to: checking}
          - {wait: 4wd}
          - {do: accept, by: officer, reason: Fine, to: done}

`by` is a role of the procedure; every step is another person's, unless `as` names them. A step that must be refused
says how: `refused: guard`. `wait` lets working time pass, and with it deadlines. A file is given by its name alone.
`{pay: true}` settles what is owed; `{child: opinion, ends: accepted}` ends a case that this one opened; with
`{outside: NP-1, status: done}` it has a number on somebody else's system, and news. Signatures are taken as given.
Answers that several steps share stand once under `answers` (`inherited`).
"""

from typing import Any

import jsonschema_rs

from longbien.kernel.text import Text
from longbien.procedures.rules.format import NAME, SHOWN, SPAN, WORDS, an_object

REFUSALS = ("wrong-state", "wrong-role", "form-faults", "guard", "rule-failed", "no-task", "four-eyes")
TITLE = {"anyOf": [SHOWN, {"type": "object", "additionalProperties": SHOWN, "minProperties": 1}]}


def sample_schema() -> dict[str, Any]:
    """The shape of a file of sample cases as JSON Schema 2020-12."""
    step = an_object(
        (),
        do=NAME,
        task=NAME,
        wait=SPAN,
        by=NAME,
        reason=WORDS,
        to=NAME,
        refused={"enum": list(REFUSALS)},
        at=WORDS,
        answers=an_object(("from",), from_=NAME, without={"type": "array", "items": WORDS, "minItems": 1}),
        with_={"type": "object"},
        as_=WORDS,
        pay={"const": True},
        child=NAME,
        ends=NAME,
        outside=WORDS,
        status=WORDS,
    )
    sample = an_object(
        ("title", "steps"),
        title=TITLE,
        today={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        steps={"type": "array", "minItems": 1, "maxItems": 60, "items": step},
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **an_object(
            ("procedure", "samples"),
            procedure=WORDS,
            answers={"type": "object", "propertyNames": NAME, "additionalProperties": {"type": "object"}},
            samples={"type": "array", "minItems": 1, "maxItems": 40, "items": sample},
        ),
    }


NO_SAMPLES = Text.of(
    vi="Chưa có hồ sơ mẫu nào, nên chưa có gì được thử: hãy viết ít nhất một hồ sơ đi tới kết thúc.",
    en="There are no sample cases, so nothing has been tried: write at least one that walks to an end.",
)
SCHEMA = sample_schema()
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, offline=True)
