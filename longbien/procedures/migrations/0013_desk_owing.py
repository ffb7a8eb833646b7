from django.db import migrations, models
from django.db.models import Exists, OuterRef


def mark(apps, schema_editor):
    """Cases with a fee to be paid; those that wait for nothing else come onto a desk with `longbien desk rebuild`."""
    fees = apps.get_model("procedures", "Fee").objects.filter(case=OuterRef("case"), state="due")
    apps.get_model("procedures", "DeskCase").objects.filter(Exists(fees)).update(owing=True)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0012_pages_of_drafts")]

    operations = [
        migrations.AddField(model_name="deskcase", name="owing", field=models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(
                condition=models.Q(("owing", True)), fields=["office", "due", "case"], name="procedures_desk_owing"
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
