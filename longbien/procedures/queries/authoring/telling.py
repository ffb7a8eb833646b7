"""Comparisons, samples and migrations as lines of text, for the command line."""

from collections.abc import Iterator

from django.conf import settings

from longbien.kernel.sourced import Sourced
from longbien.procedures.queries.authoring.carrying import edition
from longbien.procedures.queries.authoring.impact import Group, impact
from longbien.procedures.queries.authoring.report import Report
from longbien.procedures.queries.versions import in_force, source_in_force
from longbien.procedures.rules.authoring.bundles import content_of, edition_in
from longbien.procedures.rules.authoring.changes import Changed
from longbien.procedures.rules.authoring.diff import compare
from longbien.procedures.rules.authoring.given import Offered
from longbien.procedures.rules.authoring.samples import VALIDATOR
from longbien.procedures.rules.authoring.trying import endings, try_samples
from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.migrating.verdicts import Edition

LISTED = 20  # cases named in one group


def tried(samples: Sourced, edition: Edition, language: str, offered: Offered) -> Iterator[str]:
    """Each sample with its steps, to the first that goes wrong; then which ends they came to."""
    if next(VALIDATOR.iter_errors(samples.data), None):
        return
    found = try_samples(samples.data, edition, settings.HUB.calendar, offered)
    for one in found:
        yield f"sample: {one.title.in_language(language)}"
        for step in one.steps:
            refused = f" (refused: {step.refused.code})" if step.refused else ""
            wrong = f"  ✗ {step.wrong.in_language(language)}" if step.wrong else ""
            yield f"  {step.said.in_language(language)} → {step.state.in_language(language)}{refused}{wrong}"
    for words, names in zip(("ends reached", "ends that no sample reaches"), endings(found, edition), strict=True):
        yield f"{words}: {', '.join(sorted(names)) or '–'}"


def compared(bundle: Bundle, language: str) -> Iterator[str]:
    """What differs from the version in force, part by part, and then for each group of running cases."""
    old = source_in_force(bundle.procedure.data["procedure"])
    if old is None:
        yield "Nothing of that name is published yet."
        return
    differences = compare(old, content_of(bundle))
    yield from (f"{one.change:8} {one.path}" for one in differences)
    if not differences:
        yield "No difference from the version in force."
    for group in impact(edition_in(bundle, settings.HUB.languages)):
        yield from _group(group, language)


def foreseen(code: str, language: str) -> Iterator[str]:
    """Which cases the version in force would take over, if its migration went on now. Refusal (404) for none."""
    new = in_force(code)
    migration = new.definition.migrate
    if migration is None:
        yield f"{code} version {new.definition.version} takes no cases over: it has no “migrate”."
        return
    groups = [one for one in impact(edition(new)) if one.version == migration.source]
    for group in groups:
        yield from _group(group, language)
    going, staying = sum(one.going for one in groups), sum(one.staying for one in groups)
    yield f"{going} cases would go over, {staying} would stay (dry run: nothing was changed)"


def _group(group: Group, language: str) -> Iterator[str]:
    kind = "drafts" if group.drafts else "open cases"
    verdict = (
        f": {group.going} can go over, {group.staying} stay" if group.judged else f": stay with version {group.version}"
    )
    yield f"{group.count} {kind} of version {group.version} stand at “{group.state}”{verdict}"
    yield from (f"    {_changed(one, language)}" for one in group.changes)
    for one in group.cases[:LISTED]:
        against = "; ".join(reason.in_language(language) for reason in one.verdict.against) if one.verdict else ""
        yield f"  {one.number}{': ' + against if against else ''}"
    if group.count > LISTED:
        yield f"  … {group.count - LISTED} more"
    if group.unjudged:
        yield f"  {group.unjudged} of them were counted, not looked at"


def _changed(one: Changed, language: str) -> str:
    values = " → ".join(value or "–" for value in (one.before, one.after)) if one.before or one.after else ""
    return f"{one.change:8} {one.what.in_language(language)}{': ' + values if values else ''}"


def reported(found: Report, language: str) -> Iterator[str]:
    """How a migration went."""
    yield f"{found.code}: from version {found.source} to {found.target}"
    for flow in found.flows:
        source, target = flow.source.in_language(language), flow.target.in_language(language)
        yield f"  {flow.count:6} {flow.part:5} {flow.outcome:8} {source} → {target}"
    for reason, count in found.reasons:
        yield f"  {count:6} stayed: {reason.in_language(language)}"
    yield f"{found.migrated} went over, {found.kept} stayed, {found.finals} were closed, {found.waiting} wait"
