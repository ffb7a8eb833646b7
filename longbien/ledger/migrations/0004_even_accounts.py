"""One index of control accounts, without the columns that every transfer changes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_holds_are_constrained'),
    ]

    operations = [
        migrations.RemoveIndex('balance', 'ledger_balance_uneven'),
        migrations.RemoveIndex('balance', 'ledger_balance_uneven_held'),
        migrations.AddIndex('balance', models.Index(condition=Q(bound='even'), fields=['account'], name='ledger_balance_even')),
    ]
