"""A trial ends in steps: it closes, or its term runs out; then its exit report is filed. Concerns have a clock."""

import json
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import longbien.kernel.ids

STATES = ["granted", "running", "suspended", "closing", "expired", "exited", "revoked"]
LICENSED = ["trials.licence-issued/1", "trials.licence-extended/1"]
TERM_OVER = "longbien.trials.reactions.term_over"


def ended_is_exited(apps, schema_editor):
    apps.get_model("trials", "Trial").objects.filter(state="ended").update(state="exited")


def watch_terms(apps, schema_editor):
    """The clock of every term that has still to run out hangs on the entry that licensed it."""
    event, delivery = apps.get_model("record", "Event"), apps.get_model("record", "Delivery")
    on = apps.get_model("trials", "Trial").objects.filter(state__in=["granted", "running", "suspended"])
    zone = ZoneInfo(settings.HUB.timezone)
    for trial in on:
        licensed = event.objects.filter(subject=f"trials.trial:{trial.pk}", type__in=LICENSED).order_by("chain_seq")
        if (last := licensed.last()) is not None:
            due = datetime.combine(trial.term_end, time(), zone).astimezone(UTC)
            delivery.objects.create(event=last, reaction=TERM_OVER, due_at=due)


def concerns_so_far(apps, schema_editor):
    """What was told before is to be answered too; no day was promised when it was told."""
    event, concern = apps.get_model("record", "Event"), apps.get_model("trials", "Concern")
    for one in event.objects.filter(type="trials.concern-raised/1").iterator():
        trial_id, about = one.subject.partition(":")[2], json.loads(one.leaf)["open"]["about"]
        concern.objects.create(entry=one.pk, trial_id=trial_id, about=about, raised_at=one.at)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_time_stamps"), ("trials", "0004_vehicles")]

    operations = [
        migrations.RemoveConstraint(model_name="trial", name="trials_state"),
        migrations.RunPython(ended_is_exited, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.CheckConstraint(condition=models.Q(state__in=STATES), name="trials_state"),
        ),
        migrations.CreateModel(
            name="ExitReport",
            fields=[
                (
                    "trial",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                        related_name="exit_report", serialize=False, to="trials.trial",
                    ),
                ),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("entry", models.UUIDField(primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=20)),
                ("raised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.UUIDField(null=True)),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="concerns", to="trials.trial"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(answer=None, answered_at=None)
                        | models.Q(answer__isnull=False, answered_at__isnull=False),
                        name="trials_answered_on_record",
                    )
                ],
                "indexes": [
                    models.Index(fields=["trial", "answered_at", "due_at"], name="trials_concern_open")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=longbien.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("provision", models.TextField(blank=True)),
                ("recommendation", models.TextField(blank=True)),
                ("state", models.CharField(max_length=12)),
                ("drawn_at", models.DateTimeField()),
                ("entry", models.UUIDField()),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lessons", to="trials.trial"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("trial", "number"), name="trials_lesson_once"),
                    models.CheckConstraint(
                        condition=models.Q(state__in=["drawn", "proposed", "changed", "refused"]),
                        name="trials_lesson_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("text", models.TextField()),
                ("source", models.CharField(max_length=300)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("happened_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("entry", models.UUIDField()),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="trials.lesson"
                    ),
                ),
            ],
        ),
        migrations.AddField(model_name="trial", name="starts_on", field=models.DateField(null=True)),
        migrations.CreateModel(
            name="WardWatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.UUIDField()),
                ("ward", models.CharField(db_index=True, max_length=20)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "ward"), name="trials_ward_watched_once")
                ],
            },
        ),
        migrations.RunPython(watch_terms, migrations.RunPython.noop),
        migrations.RunPython(concerns_so_far, migrations.RunPython.noop),
    ]
