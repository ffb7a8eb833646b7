"""What to write where something is missing: an example a key, as it stands in the file."""

from collections.abc import Mapping

from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Path, missing

TEXT = '{vi: "…", en: "…"}'
EXAMPLES: Mapping[str, str] = {
    "procedure": "procedure: hub.lab-visit",
    "version": "version: 1",
    "title": f"title: {TEXT}",
    "service": "service: {type: cpsv:PublicService, output: lab-visit, basis: hub-rule}",
    "type": "type: cpsv:PublicService",
    "about.type": "type: problems.problem",
    "output": "output: lab-visit",
    "source": 'source: "…"',
    "roles": "roles: {applicant: case.owner, officer: group:programme-officer}",
    "states": "states: {draft: {edit: [applicant]}, screening: {}, accepted: {final: true}}",
    "actions": "actions: {submit: {from: draft, to: screening, by: applicant}}",
    "from": "from: draft",
    "migrate.from": "from: 1",
    "answers.from": "from: usual",
    "to": "to: screening",
    "handoff.to": f"to: {TEXT}",
    "by": "by: officer",
    "form": "form: request",
    "count": "count: 2",
    "within": "within: 3wd",
    "reopen": "reopen: again",
    "appeal.procedure": "procedure: hub.appeal",
    "rule": "rule: data.people <= 20",
    "when": "when: data.people > 20",
    "result": 'result: "no"',
    "minor": 'minor: "50000"',
    "currency": 'currency: "…"',
    "samples": 'samples: [{title: "…", steps: [{do: submit, by: applicant, to: screening}]}]',
    "steps": "steps: [{do: submit, by: applicant, to: screening}]",
    "vi": 'vi: "…"',
    "en": 'en: "…"',
}


def missing_key(path: Path, key: str) -> Text:
    """`“from” is missing. Write, for example: from: draft`, in the part that stands at `path`."""
    said = missing(key)
    example = EXAMPLES.get(f"{path[-1]}.{key}" if path else key) or EXAMPLES.get(key)
    if example is None:
        return said
    return Text.of(vi=f"{said['vi']} Hãy viết, ví dụ: {example}", en=f"{said['en']} Write, for example: {example}")
