"""What the database itself holds of the ledger: nothing is edited, units don't mix, nobody overdraws unless allowed."""

from longbien.record.triggers import Trigger, append_only, register

append_only("ledger.Ledger", "ledger.Account", "ledger.Entry", "ledger.Transfer")

register(
    Trigger(
        name="ledger_transfer_fits",
        model="ledger.Transfer",
        when="BEFORE INSERT",
        sqlite="""
SELECT RAISE(ABORT, 'mixed units') WHERE
  (SELECT ledger_id FROM ledger_account WHERE id = NEW.debit_id) IS NOT NEW.ledger_id OR
  (SELECT ledger_id FROM ledger_account WHERE id = NEW.credit_id) IS NOT NEW.ledger_id;
SELECT RAISE(ABORT, 'more transfers than the entry has') WHERE
  NEW.seq NOT BETWEEN 1 AND (SELECT legs FROM ledger_entry WHERE id = NEW.entry_id);""",
        postgresql="""
IF (SELECT ledger_id FROM ledger_account WHERE id = NEW.debit_id) IS DISTINCT FROM NEW.ledger_id
OR (SELECT ledger_id FROM ledger_account WHERE id = NEW.credit_id) IS DISTINCT FROM NEW.ledger_id THEN
  RAISE EXCEPTION 'mixed units' USING ERRCODE = 'integrity_constraint_violation';
END IF;
IF NEW.seq NOT BETWEEN 1 AND (SELECT legs FROM ledger_entry WHERE id = NEW.entry_id) THEN
  RAISE EXCEPTION 'more transfers than the entry has' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;""",
    )
)

register(
    Trigger(
        name="ledger_transfer_moves",
        model="ledger.Transfer",
        when="AFTER INSERT",
        sqlite="""
UPDATE ledger_balance SET debits = debits + NEW.amount WHERE account_id = NEW.debit_id;
UPDATE ledger_balance SET credits = credits + NEW.amount WHERE account_id = NEW.credit_id;
SELECT RAISE(ABORT, 'too large for the ledger') FROM ledger_balance
  WHERE account_id IN (NEW.debit_id, NEW.credit_id) AND (typeof(debits) <> 'integer' OR typeof(credits) <> 'integer');
SELECT RAISE(ABORT, 'overdraft') FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
  WHERE a.id IN (NEW.debit_id, NEW.credit_id) AND NOT a.may_overdraw
  AND CASE a.side WHEN 'debit' THEN b.debits < b.credits ELSE b.credits < b.debits END;""",
        # Both rows are locked in one order, whichever way the money goes.
        postgresql="""
PERFORM 1 FROM ledger_balance WHERE account_id IN (NEW.debit_id, NEW.credit_id) ORDER BY account_id FOR UPDATE;
UPDATE ledger_balance SET debits = debits + NEW.amount WHERE account_id = NEW.debit_id;
UPDATE ledger_balance SET credits = credits + NEW.amount WHERE account_id = NEW.credit_id;
IF EXISTS (SELECT 1 FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
  WHERE a.id IN (NEW.debit_id, NEW.credit_id) AND NOT a.may_overdraw
  AND CASE a.side WHEN 'debit' THEN b.debits < b.credits ELSE b.credits < b.debits END) THEN
  RAISE EXCEPTION 'overdraft' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NULL;""",
    )
)

register(
    Trigger(
        name="ledger_account_starts",
        model="ledger.Account",
        when="AFTER INSERT",
        sqlite="INSERT INTO ledger_balance (account_id, debits, credits) VALUES (NEW.id, 0, 0);",
        postgresql="INSERT INTO ledger_balance (account_id, debits, credits) VALUES (NEW.id, 0, 0);\nRETURN NULL;",
    )
)

register(
    Trigger(
        name="ledger_balance_follows",
        model="ledger.Balance",
        when="BEFORE UPDATE",
        # SQLite can't tell that a trigger is at work: only the amount of the newest transfer may be added.
        sqlite="""
SELECT RAISE(ABORT, 'balances are not edited') WHERE NOT EXISTS (
  SELECT 1 FROM ledger_transfer t WHERE t.id = (SELECT max(id) FROM ledger_transfer) AND (
    (t.debit_id = NEW.account_id AND NEW.debits = OLD.debits + t.amount AND NEW.credits = OLD.credits) OR
    (t.credit_id = NEW.account_id AND NEW.credits = OLD.credits + t.amount AND NEW.debits = OLD.debits)));""",
        postgresql="""
IF pg_trigger_depth() < 2 THEN
  RAISE EXCEPTION 'balances are not edited' USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;""",
    )
)
for verb in ("DELETE", "TRUNCATE"):
    register(
        Trigger(
            name=f"ledger_balance_no_{verb.lower()}",
            model="ledger.Balance",
            when=f"BEFORE {verb}",
            sqlite="" if verb == "TRUNCATE" else "SELECT RAISE(ABORT, 'balances are not edited');",
            postgresql="RAISE EXCEPTION 'balances are not edited' USING ERRCODE = 'integrity_constraint_violation';",
            for_each="STATEMENT" if verb == "TRUNCATE" else "ROW",
        )
    )
