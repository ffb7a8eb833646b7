import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0015_lots_followed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExitDraft",
            fields=[
                (
                    "trial",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="exit_draft",
                        serialize=False,
                        to="trials.trial",
                    ),
                ),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.UUIDField(null=True)),
            ],
        ),
    ]
