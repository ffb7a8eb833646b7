"""What the database itself holds of the ledger: nothing is edited, units don't mix, nobody overdraws unless allowed.

The transfers of an entry are written first, then the entry, which seals them: the foreign key is deferred, so a
transfer without its entry ends the transaction. Overdrafts are a constraint of `Balance`.
"""

from longbien.record.triggers import Trigger, append_only, register

append_only("ledger.Ledger", "ledger.Account", "ledger.Entry", "ledger.Exchange", "ledger.Transfer")

ERRCODE = "USING ERRCODE = 'integrity_constraint_violation'"


def guard(name: str, model: str, when: str, **faults: str) -> None:
    """A trigger that refuses a row for the first condition that is met; conditions are SQL that both engines read."""
    said = {words.replace("_", " "): condition.strip() for words, condition in faults.items()}
    sqlite = "\n".join(f"SELECT RAISE(ABORT, '{words}') WHERE {condition};" for words, condition in said.items())
    postgresql = "\n".join(
        f"IF {condition} THEN RAISE EXCEPTION '{words}' {ERRCODE}; END IF;" for words, condition in said.items()
    )
    register(Trigger(name, model, when, sqlite=sqlite, postgresql=f"{postgresql}\nRETURN NEW;"))


SEALED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)"

guard(
    "ledger_transfer_fits",
    "ledger.Transfer",
    "BEFORE INSERT",
    the_entry_is_sealed=SEALED,
    mixed_units="""
  coalesce((SELECT ledger_id FROM ledger_account WHERE id = NEW.debit_id), '') <> NEW.ledger_id OR
  coalesce((SELECT ledger_id FROM ledger_account WHERE id = NEW.credit_id), '') <> NEW.ledger_id""",
    not_what_was_held="""
  NEW.settles_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_transfer held WHERE held.id = NEW.settles_id
    AND held.phase = 'pending' AND held.debit_id = NEW.debit_id AND held.credit_id = NEW.credit_id
    AND (held.amount = NEW.amount OR (NEW.phase = 'taken' AND held.amount > NEW.amount)))""",
)

guard("ledger_exchange_fits", "ledger.Exchange", "BEFORE INSERT", the_entry_is_sealed=SEALED)

guard(
    "ledger_entry_seals",
    "ledger.Entry",
    "BEFORE INSERT",
    not_the_next_number="NEW.number <> coalesce((SELECT max(number) FROM ledger_entry), 0) + 1",
    not_linked_to_the_entry_before="""
  CASE NEW.number WHEN 1 THEN length(NEW.prev_hash) > 0
  ELSE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE number = NEW.number - 1 AND hash = NEW.prev_hash) END""",
    not_all_transfers_of_the_entry_and_no_more="""
  NOT EXISTS (SELECT 1 FROM (SELECT count(*) AS n, min(seq) AS least, max(seq) AS most FROM ledger_transfer
    WHERE entry_id = NEW.id) own WHERE n = NEW.legs AND least = 1 AND most = NEW.legs)""",
    a_control_account_must_end_at_0="""
  EXISTS (SELECT 1 FROM ledger_transfer t JOIN ledger_account a ON a.id IN (t.debit_id, t.credit_id)
    JOIN ledger_balance b ON b.account_id = a.id
    WHERE t.entry_id = NEW.id AND a.is_control AND (b.debits <> b.credits OR b.held_debits <> b.held_credits))""",
    not_the_exact_reversal="""
  NEW.reverses_id IS NOT NULL AND NOT (
    (SELECT e.legs FROM ledger_entry e WHERE e.id = NEW.reverses_id) = NEW.legs
    AND NEW.legs = (SELECT count(*) FROM ledger_transfer t JOIN ledger_transfer u ON u.entry_id = NEW.reverses_id
      AND u.seq = NEW.legs + 1 - t.seq AND u.debit_id = t.credit_id AND u.credit_id = t.debit_id
      AND u.amount = t.amount AND u.phase IN ('posted', 'taken') AND t.phase = 'posted'
      WHERE t.entry_id = NEW.id))""",
    not_in_the_time_of_the_hold="""
  EXISTS (SELECT 1 FROM ledger_transfer t JOIN ledger_transfer held ON held.id = t.settles_id
    JOIN ledger_entry e ON e.id = held.entry_id WHERE t.entry_id = NEW.id AND (
      (t.phase = 'taken' AND e.expires_at <= NEW.recorded_at) OR
      (t.phase = 'expired' AND (e.expires_at IS NULL OR e.expires_at > NEW.recorded_at))))""",
)

POSTED = "CASE WHEN NEW.phase IN ('posted', 'taken') THEN NEW.amount ELSE 0 END"
HELD = """CASE NEW.phase WHEN 'posted' THEN 0 WHEN 'pending' THEN NEW.amount
    ELSE -(SELECT amount FROM ledger_transfer WHERE id = NEW.settles_id) END"""
MOVES = "\n".join(
    f"UPDATE ledger_balance SET {side}s = {side}s + {POSTED}, held_{side}s = held_{side}s + {HELD}, last = NEW.id"  # noqa: S608
    f" WHERE account_id = NEW.{side}_id;"
    for side in ("debit", "credit")
)

register(
    Trigger(
        name="ledger_transfer_moves",
        model="ledger.Transfer",
        when="AFTER INSERT",
        sqlite=MOVES,
        # Both rows are locked in one order, whichever way the money goes.
        postgresql=f"""
PERFORM 1 FROM ledger_balance WHERE account_id IN (NEW.debit_id, NEW.credit_id) ORDER BY account_id FOR UPDATE;
{MOVES}
RETURN NULL;""",
    )
)

STARTS = """
INSERT INTO ledger_balance (account_id, debits, credits, held_debits, held_credits, last, bound)
  VALUES (NEW.id, 0, 0, 0, 0, 0,
    CASE WHEN NEW.may_overdraw THEN '' WHEN NEW.side = 'debit' THEN 'credits' ELSE 'debits' END);"""

register(
    Trigger(
        name="ledger_account_starts",
        model="ledger.Account",
        when="AFTER INSERT",
        sqlite=STARTS,
        postgresql=f"{STARTS}\nRETURN NULL;",
    )
)

register(
    Trigger(
        name="ledger_balance_follows",
        model="ledger.Balance",
        when="BEFORE UPDATE",
        # SQLite can't tell that a trigger is at work: an account takes up the newest transfer, and that but once.
        sqlite="""
SELECT RAISE(ABORT, 'balances are not edited') WHERE NEW.last <= OLD.last OR NEW.bound <> OLD.bound OR NOT EXISTS (
  SELECT 1 FROM ledger_transfer t WHERE t.id = NEW.last AND t.id = (SELECT max(id) FROM ledger_transfer)
  AND NEW.account_id IN (t.debit_id, t.credit_id) AND NEW.account_id = OLD.account_id);
SELECT RAISE(ABORT, 'too large for the ledger') WHERE typeof(NEW.debits + NEW.held_debits) <> 'integer'
  OR typeof(NEW.credits + NEW.held_credits) <> 'integer';""",
        postgresql=f"""
IF pg_trigger_depth() < 2 THEN
  RAISE EXCEPTION 'balances are not edited' {ERRCODE};
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
            postgresql=f"RAISE EXCEPTION 'balances are not edited' {ERRCODE};",
            for_each="STATEMENT" if verb == "TRUNCATE" else "ROW",
        )
    )
register(
    Trigger(
        name="ledger_balance_no_insert",
        model="ledger.Balance",
        when="BEFORE INSERT",
        sqlite="SELECT RAISE(ABORT, 'balances start at 0') WHERE NEW.debits OR NEW.credits OR NEW.held_debits"
        " OR NEW.held_credits OR NEW.last;",
        postgresql=f"""
IF pg_trigger_depth() < 2 THEN
  RAISE EXCEPTION 'balances start at 0' {ERRCODE};
END IF;
RETURN NEW;""",
    )
)
