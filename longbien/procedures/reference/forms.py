"""The reference of form files: every key, every shared shape, every meaning."""

from collections.abc import Mapping

from longbien.kernel.reference import page
from longbien.people.registers import register_keys
from longbien.procedures.rules.questions.keys import OF_A_FORM, OF_A_QUESTION, OF_JSON_SCHEMA, SHAPES
from longbien.procedures.rules.questions.meanings import MATTER, OWN, Meaning
from longbien.procedures.rules.questions.pages import SHORT

INTRO = """\
# Form files

Generated from `procedures/rules/questions` by `longbien docs build`. A form is JSON Schema 2020-12, closed
(`additionalProperties: false`), with these keys besides. Each has a worked case in
[the specs](../../tests/specs/procedures/questions.yaml); `longbien procedure lint` names every fault by file and line.

A rule (CEL) reads the answers as `data.<question>`, and inside a repeating group those of its own row as
`row.<question>`. What nobody has answered yet leaves a question unasked and a value open; use `has(data.<question>)` to
ask whether something was answered.

## Keys of a question

| key | what it does |
|---|---|
"""


@page("forms")
def forms_page() -> str:
    of_a_form = {key: said.replace("{short}", str(SHORT)) for key, said in OF_A_FORM.items()}
    return (
        INTRO
        + _rows(OF_A_QUESTION)
        + "\n## Keys of a form\n\n| key | what it does |\n|---|---|\n"
        + _rows(of_a_form)
        + "\nOf JSON Schema itself, one key says more than its name:\n\n| key | what it does |\n|---|---|\n"
        + _rows(OF_JSON_SCHEMA)
        + "\n## Shared shapes (`$ref`)\n\n| shape | what it asks |\n|---|---|\n"
        + _rows(SHAPES)
        + "\n## Meanings\n\nFacts about whoever files. What a register holds is taken by `x-once`, never asked.\n\n"
        + _meanings(OWN)
        + "\nFacts about the matter of the form.\n\n"
        + _meanings(MATTER)
    )


def _rows(said: Mapping[str, str]) -> str:
    return "".join(f"| `{key}` | {words} |\n" for key, words in said.items())


def _meanings(terms: Mapping[str, Meaning]) -> str:
    registers = register_keys()
    head = "| term | defined by | register |\n|---|---|---|\n"
    return head + "".join(
        f"| `{term}` | `{meaning.source}` | {'yes' if term in registers else '–'} |\n"
        for term, meaning in terms.items()
    )
