"""Pending transfers, control accounts, exchanges, and entries that seal their transfers.

The triggers on these tables are put back, as they are now, by `longbien migrate` when it is done.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("ledger_ledger", "ledger_account", "ledger_entry", "ledger_transfer", "ledger_balance")
FOUND = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s, %s, %s, %s)",
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND c.relname IN (%s, %s, %s, %s, %s)",
}


def lift_triggers(apps, schema_editor):
    """Tables are rebuilt on SQLite, which no trigger that names them may see; balances get what they lacked."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FOUND[vendor], TABLES)
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else ""))


def bind_balances(apps, schema_editor):
    """Their unit, which sum may not exceed the other, and the transfer that was added last."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("""
UPDATE ledger_balance SET
  unit = (SELECT a.ledger_id FROM ledger_account a WHERE a.id = account_id),
  bound = (SELECT CASE WHEN a.may_overdraw THEN '' WHEN a.side = 'debit' THEN 'credits' ELSE 'debits' END
    FROM ledger_account a WHERE a.id = account_id),
  last = coalesce((SELECT max(t.id) FROM ledger_transfer t WHERE account_id IN (t.debit_id, t.credit_id)), 0)""")


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(lift_triggers, migrations.RunPython.noop),
        migrations.AddField('account', 'is_control', models.BooleanField(default=False)),
        migrations.AddField('entry', 'event', models.CharField(blank=True, default='', max_length=120)),
        migrations.AddField('entry', 'expires_at', models.DateTimeField(null=True)),
        migrations.AlterField('entry', 'effective_on', models.DateField()),
        migrations.AlterField('entry', 'reverses', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.entry')),
        migrations.AlterField('transfer', 'entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='ledger.entry')),
        migrations.AlterField('transfer', 'ledger', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='ledger.ledger')),
        migrations.AlterField('transfer', 'debit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='ledger.account')),
        migrations.AlterField('transfer', 'credit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ledger.account')),
        migrations.AddField('transfer', 'phase', models.CharField(default='posted', max_length=7)),
        migrations.AddField('transfer', 'settles', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settled_by', to='ledger.transfer')),
        migrations.AddField('balance', 'held_debits', models.BigIntegerField(default=0)),
        migrations.AddField('balance', 'held_credits', models.BigIntegerField(default=0)),
        migrations.AddField('balance', 'last', models.BigIntegerField(default=0)),
        migrations.AddField('balance', 'unit', models.CharField(default='', max_length=80)),
        migrations.AddField('balance', 'bound', models.CharField(blank=True, default='', max_length=7)),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='exchange', serialize=False, to='ledger.entry')),
                ('rate', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=200)),
                ('quoted_on', models.DateField()),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.ledger')),
                ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.ledger')),
            ],
        ),
        migrations.RunPython(bind_balances, migrations.RunPython.noop),
    ]
