"""Who is kept from the appeals that are open already; later ones are written as the cases move."""

from django.db import migrations
from django.db.models import OuterRef, Subquery, UUIDField

from longbien.kernel.subject import Subject

A_CASE = "procedures.case:"


def bar(apps, schema_editor):
    case, bars = apps.get_model("procedures", "Case"), apps.get_model("procedures", "DeskBar")
    for one in case.objects.filter(closed_at=None, about__startswith=A_CASE).iterator():
        judges = judges_of(apps, behind(case, one.about))
        bars.objects.filter(case=one).delete()
        bars.objects.bulk_create([bars(person_id=person, case=one) for person in sorted(judges)])


def behind(case, about):
    """The cases that one is about, in turn, and all that was opened inside them."""
    found = set()
    while about.startswith(A_CASE) and (before := Subject.parse(about).id) not in found:
        found.add(before)
        about = case.objects.values_list("about", flat=True).get(pk=before)
    opened = set(found)
    while opened:
        opened = set(case.objects.filter(parent_id__in=opened).values_list("pk", flat=True)) - found
        found |= opened
    return found


def judges_of(apps, cases):
    """Whoever moved, voted, sat in a meeting or reviewed in one of these, and whom they did it for."""
    move, quorum, vote, attendance, task = (
        apps.get_model("procedures", name).objects for name in ("Move", "QuorumVote", "Vote", "Attendance", "Task")
    )
    sat_for = attendance.filter(meeting=OuterRef("item__meeting"), person=OuterRef("person")).values("acts_for")
    met = vote.filter(item__case_id__in=cases).exclude(item__result="")
    pairs = [
        *move.filter(case_id__in=cases, seq__gt=1).values_list("by_id", "on_behalf_of"),
        *quorum.filter(case_id__in=cases).values_list("person_id", "on_behalf_of"),
        *met.values_list("person_id", Subquery(sat_for, output_field=UUIDField())),
        *task.filter(case_id__in=cases, state="done").values_list("person_id", "person_id"),
    ]
    return {person for pair in pairs for person in pair if person}


class Migration(migrations.Migration):
    dependencies = [("procedures", "0014_bars_at_desks")]

    operations = [migrations.RunPython(bar, migrations.RunPython.noop)]
