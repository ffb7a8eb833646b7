from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0011_agenda_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='wrote',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='draft',
            name='pages',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='draft',
            name='aside',
            field=models.JSONField(default=dict),
        ),
    ]
