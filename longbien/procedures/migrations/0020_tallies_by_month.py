"""One tally a month for a state of a service, instead of one for each length of time in each month."""

from collections import defaultdict

from django.db import migrations, models

WIDTH = 4  # bytes a length of time, the least significant first
AT_ONCE = 1000


def gather(apps, schema_editor):
    tally = apps.get_model("procedures", "Tally")
    rows = tally.objects.values_list("month", "code", "state", "bucket", "n", "late")
    found = gathered(rows.iterator())
    tally.objects.all().delete()
    tally.objects.bulk_create(
        (
            tally(month=month, code=code, state=state, bucket=0, n=0, counts=counts, late=late)
            for (month, code, state), (counts, late) in found.items()
        ),
        batch_size=AT_ONCE,
    )


def gathered(rows):
    """By month, service and state: the counts of all lengths of time in one, and how many were late."""
    wholes, late = defaultdict(int), defaultdict(int)
    for *key, bucket, n, n_late in rows:
        wholes[tuple(key)] += n << 8 * WIDTH * bucket
        late[tuple(key)] += n_late
    return {key: (packed(whole), late[key]) for key, whole in wholes.items()}


def packed(whole):
    return whole.to_bytes(-(-whole.bit_length() // (8 * WIDTH)) * WIDTH, "little")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0019_words_without_zeros")]

    operations = [
        migrations.AddField(
            model_name="tally", name="counts", field=models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.RunPython(gather),
        migrations.RemoveIndex(model_name="tally", name="procedures__code_82eab9_idx"),
        migrations.RemoveField(model_name="tally", name="bucket"),
        migrations.RemoveField(model_name="tally", name="n"),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["code", "month", "state"], name="procedures__code_cf1ba0_idx"),
        ),
    ]
