import re

import django.db.models.deletion
import longbien.kernel.ids
from django.db import migrations, models

from longbien.kernel.folding import fold


def name_publishers(apps, schema_editor):
    """The publisher of each set known so far, written as a name: small letters, digits, hyphens."""
    for row in apps.get_model("data", "DataSet").objects.all():
        own = {one["property"]: one["value"] for one in row.contract["customProperties"]}
        said = next(iter(own["publisher"].values())) if isinstance(own["publisher"], dict) else own["publisher"]
        row.publisher = re.sub(r"[^a-z0-9]+", "-", fold(said)).strip("-")[:100] or "publisher"
        row.save(update_fields=["publisher"])


class Migration(migrations.Migration):

    dependencies = [
        ('data', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.UUIDField(default=longbien.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(max_length=8)),
                ('address', models.CharField(max_length=2000)),
                ('title', models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name='dataset',
            name='publisher',
            field=models.CharField(default='', max_length=100),
        ),
        migrations.RunPython(name_publishers, migrations.RunPython.noop),
        migrations.CreateModel(
            name='DeliveryKey',
            fields=[
                ('id', models.UUIDField(default=longbien.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('person_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('data_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='data.dataset')),
            ],
        ),
        migrations.CreateModel(
            name='Harvest',
            fields=[
                ('id', models.UUIDField(default=longbien.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('seen', models.PositiveIntegerField()),
                ('fresh', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('gone', models.PositiveIntegerField()),
                ('faults', models.JSONField()),
                ('at', models.DateTimeField()),
                ('entry_id', models.UUIDField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='data.source')),
            ],
        ),
        migrations.CreateModel(
            name='External',
            fields=[
                ('id', models.UUIDField(default=longbien.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=500)),
                ('told', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('found', models.TextField()),
                ('first_seen', models.DateTimeField()),
                ('last_seen', models.DateTimeField()),
                ('gone_at', models.DateTimeField(null=True)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='data.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='data_external_once')],
            },
        ),
    ]
