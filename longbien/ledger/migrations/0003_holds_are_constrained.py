"""What the database holds of them: a migration of its own, for PostgreSQL changes no table in the transaction that
changed its rows."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_holds_and_controls'),
    ]

    operations = [
        migrations.AddIndex('entry', models.Index(condition=~Q(event=''), fields=['event'], name='ledger_entry_event')),
        migrations.AddIndex('entry', models.Index(condition=Q(expires_at__isnull=False), fields=['expires_at'], name='ledger_entry_expires')),
        migrations.AddConstraint('account', models.CheckConstraint(condition=Q(('is_control', False), ('may_overdraw', True), _connector='OR'), name='ledger_account_control')),
        migrations.AddIndex('balance', models.Index(condition=Q(bound='even') & ~Q(debits=F('credits')), fields=['account'], name='ledger_balance_uneven')),
        migrations.AddIndex('balance', models.Index(condition=Q(bound='even') & ~Q(held_debits=F('held_credits')), fields=['account'], name='ledger_balance_uneven_held')),
        migrations.AddConstraint('entry', models.UniqueConstraint(condition=Q(reverses__isnull=False), fields=('reverses',), name='ledger_entry_reversed_once')),
        migrations.AddConstraint('transfer', models.UniqueConstraint(condition=Q(settles__isnull=False), fields=('settles',), name='ledger_transfer_settled_once')),
        migrations.AddConstraint('transfer', models.CheckConstraint(
            condition=Q(phase__in=['posted', 'pending'], settles__isnull=True) | Q(phase__in=('taken', 'voided', 'expired'), settles__isnull=False),
            name='ledger_transfer_phase',
        )),
        migrations.AddConstraint('balance', models.CheckConstraint(
            condition=Q(bound__in=['', 'even']) | Q(bound='debits', credits__gte=F('debits') + F('held_debits')) | Q(bound='credits', debits__gte=F('credits') + F('held_credits')),
            name='ledger_balance_overdraft',
        )),
    ]
