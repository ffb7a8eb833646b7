"""Cases that wait for the applicant come back onto a desk, on its quiet list."""

import json
from datetime import UTC, datetime

from django.db import migrations

NEVER = datetime(9000, 1, 1, tzinfo=UTC)
OFFICES = ("group:", "body:")


def put_back(apps, schema_editor):
    version, case, desk = (apps.get_model("procedures", name) for name in ("Version", "Case", "DeskCase"))
    handlers = apps.get_model("procedures", "Handler").objects
    for one in version.objects.iterator():
        for state, offices in resting(json.loads(one.source)["definition"]).items():
            rows = desk.objects.filter(case__version=one, state=state)
            rows.update(quiet=True)
            lying = set(rows.values_list("case_id", "office"))
            for found in case.objects.filter(version=one, state=state, closed_at=None, seq__gt=1).iterator():
                handler = handlers.filter(pk=found.pk).values_list("person_id", flat=True).first()
                desk.objects.bulk_create(
                    desk(
                        office=office, case=found, code=one.code, state=state, owner_id=found.owner_id,
                        handler_id=handler, due=found.due or NEVER, quiet=True,
                    )
                    for office in sorted(offices)
                    if (found.pk, office) not in lying
                )  # fmt: skip
    tasks = apps.get_model("procedures", "Task").objects
    for row in desk.objects.filter(case__tasks__state="open").distinct().iterator():
        row.judging = tasks.filter(case=row.case_id, state="open").count()
        row.save(update_fields=["judging"])


def resting(definition):
    """State → offices, of the states in which the applicant writes or no office may act."""
    roles, actions = definition.get("roles") or {}, (definition.get("actions") or {}).values()
    owners = {name for name, held in roles.items() if held == "case.owner"}
    every = {held for held in roles.values() if held.startswith(OFFICES)}
    found = {}
    for name, state in (definition.get("states") or {}).items():
        state = state or {}
        near = [one for one in actions if name in listed(one.get("from"))]
        acting = {roles[by] for one in near for by in listed(one.get("by")) if roles.get(by, "").startswith(OFFICES)}
        waits_for_fee = any("case.fees_paid" in str(one.get("guard", "")) and one.get("auto") for one in near)
        if state.get("final") or waits_for_fee or (acting and not owners & set(listed(state.get("edit")))):
            continue
        onward = {one.get("to", name) for one in near} | {name}
        following = {
            roles[by]
            for one in actions
            if onward & set(listed(one.get("from")))
            for by in listed(one.get("by"))
            if roles.get(by, "").startswith(OFFICES)
        }
        found[name] = following or every
    return found


def listed(given):
    return [] if given is None else [given] if isinstance(given, str) else list(given)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_cases_changing_hands")]

    operations = [migrations.RunPython(put_back, migrations.RunPython.noop)]
