"""What the database itself holds of the ledger: nothing is edited, units don't mix, nobody overdraws unless allowed.

The transfers of an entry are written first, then the entry, which seals them: the foreign key is deferred, so a
transfer without its entry ends the transaction. Overdrafts are a constraint of `Balance`.
"""

from collections.abc import Mapping

from longbien.record.triggers import Trigger, append_only, register

append_only("ledger.Ledger", "ledger.Account", "ledger.Entry", "ledger.Exchange", "ledger.Transfer")

ERRCODE = "USING ERRCODE = 'integrity_constraint_violation'"


def guard(name: str, model: str, **faults: str | tuple[str, str]) -> None:
    """A trigger that refuses a row for the first condition that is met; conditions are SQL that both engines read.

    A condition that concerns few rows is a pair: what the row itself must say for it to be asked, and the condition.
    """
    said = {words.replace("_", " "): one if isinstance(one, tuple) else ("", one) for words, one in faults.items()}
    sqlite = "\n".join(f"SELECT RAISE(ABORT, '{words}') WHERE {both(*pair)};" for words, pair in said.items())
    alone = of_one(said).replace("NEW.", "n.")
    many = "\n".join(refused(words, among(both(*pair))) for words, pair in said.items())
    table = model.replace(".", "_").lower()
    register(
        Trigger(
            name,
            model,
            "AFTER INSERT",
            sqlite=sqlite,
            postgresql=by_number(alone, many),
            declare=f"DECLARE n {table}%ROWTYPE;",
            added="added",
        )
    )


def by_number(alone: str, many: str) -> str:
    """What PostgreSQL does for one row, whose plans it keeps, and for the rows of a larger statement together."""
    return f"""
IF (SELECT count(*) FROM added) = 1 THEN
  SELECT * INTO n FROM added;
  {alone}
ELSE
  {many}
END IF;
RETURN NULL;"""  # noqa: S608


def among(condition: str) -> str:
    """The same condition, of any row of a statement: PostgreSQL asks once for all of them."""
    return f"EXISTS (SELECT 1 FROM added m WHERE {condition.replace('NEW.', 'm.')})"  # noqa: S608


def both(concerned: str, condition: str) -> str:
    return f"{concerned} AND ({condition.strip()})" if concerned else condition.strip()


def of_one(said: Mapping[str, tuple[str, str]]) -> str:
    """The refusals of one row. What always has to be asked is one question, asked again piece by piece to say what is
    wrong; what concerns few rows is asked after what the row itself says, for which PL/pgSQL needs no plan."""
    always = {words: condition.strip() for words, (concerned, condition) in said.items() if not concerned}
    pieces = "\n".join(refused(words, f"({condition})") for words, condition in always.items())
    whole = " OR ".join(f"({condition})" for condition in always.values())
    rest = (
        f"IF {concerned} THEN {refused(words, f'({condition.strip()})')} END IF;"
        for words, (concerned, condition) in said.items()
        if concerned
    )
    return "\n".join((f"IF ({whole}) THEN\n{pieces}\nEND IF;" if len(always) > 1 else pieces, *rest))


def refused(words: str, condition: str) -> str:
    return f"IF {condition} THEN RAISE EXCEPTION '{words}' {ERRCODE}; END IF;"


SEALED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)"

guard("ledger_exchange_fits", "ledger.Exchange", the_entry_is_sealed=SEALED)

guard(
    "ledger_entry_seals",
    "ledger.Entry",
    not_linked_to_the_entry_before="""
  CASE NEW.number WHEN 1 THEN length(NEW.prev_hash) > 0
  ELSE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE number = NEW.number - 1 AND hash = NEW.prev_hash) END""",
    not_all_transfers_of_the_entry_and_no_more="""
  coalesce((SELECT max(seq) FROM ledger_transfer WHERE entry_id = NEW.id), 0) <> NEW.legs""",
    a_control_account_must_end_at_0="""
  EXISTS (SELECT 1 FROM ledger_balance WHERE bound = 'even' AND (debits <> credits OR held_debits <> held_credits))""",
    not_the_exact_reversal=(
        "NEW.reverses_id IS NOT NULL",
        """
  NOT (
    (SELECT e.legs FROM ledger_entry e WHERE e.id = NEW.reverses_id) = NEW.legs
    AND NEW.legs = (SELECT count(*) FROM ledger_transfer t JOIN ledger_transfer u ON u.entry_id = NEW.reverses_id
      AND u.seq = NEW.legs + 1 - t.seq AND u.debit_id = t.credit_id AND u.credit_id = t.debit_id
      AND u.amount = t.amount AND u.phase IN ('posted', 'taken') AND t.phase = 'posted'
      WHERE t.entry_id = NEW.id))""",
    ),
    not_in_the_time_of_the_hold="""
  (SELECT phase FROM ledger_transfer WHERE entry_id = NEW.id AND seq = 1) IN ('taken', 'expired') AND
  EXISTS (SELECT 1 FROM ledger_transfer t JOIN ledger_transfer held ON held.id = t.settles_id
    JOIN ledger_entry e ON e.id = held.entry_id WHERE t.entry_id = NEW.id AND (
      (t.phase = 'taken' AND e.expires_at <= NEW.recorded_at) OR
      (t.phase = 'expired' AND (e.expires_at IS NULL OR e.expires_at > NEW.recorded_at))))""",
)

# The first transfer of a sealed entry is there already; any other one follows the one before, in the same phase.
BEFORE = "ledger_transfer WHERE entry_id = NEW.entry_id AND seq = NEW.seq - 1 AND phase = NEW.phase"
OUT_OF_TURN = ("NEW.seq <> 1", f"{SEALED} OR NOT EXISTS (SELECT 1 FROM {BEFORE})")  # noqa: S608
NOT_HELD = (
    "NEW.settles_id IS NOT NULL",
    """NOT EXISTS (
  SELECT 1 FROM ledger_transfer held WHERE held.id = NEW.settles_id AND held.phase = 'pending'
  AND held.debit_id = NEW.debit_id AND held.credit_id = NEW.credit_id
  AND (held.amount = NEW.amount OR (NEW.phase = 'taken' AND held.amount > NEW.amount)))""",
)
POSTED = "CASE WHEN NEW.phase IN ('posted', 'taken') THEN NEW.amount ELSE 0 END"
HELD = """CASE NEW.phase WHEN 'posted' THEN 0 WHEN 'pending' THEN NEW.amount
    ELSE -(SELECT amount FROM ledger_transfer WHERE id = NEW.settles_id) END"""


def moves(side: str) -> str:
    """The balance of one side; no row is touched when its account isn't there or counts another unit."""
    return (
        f"UPDATE ledger_balance SET {side}s = {side}s + {POSTED}, held_{side}s = held_{side}s + {HELD}, last = NEW.id"  # noqa: S608
        f" WHERE account_id = NEW.{side}_id AND unit = NEW.ledger_id;"
    )


# What a statement changes on PostgreSQL: two lines a transfer.
LINES = f"""
  SELECT m.id, m.ledger_id, m.debit_id AS account_id, {POSTED} AS debits, 0 AS credits, {HELD} AS held_debits,
    0 AS held_credits FROM added m
  UNION ALL SELECT m.id, m.ledger_id, m.credit_id, 0, {POSTED}, 0, {HELD} FROM added m""".replace("NEW.", "m.")  # noqa: S608
UNKNOWN = " OR ".join(
    f"NOT EXISTS (SELECT 1 FROM ledger_balance WHERE account_id = m.{side}_id AND unit = m.ledger_id)"  # noqa: S608
    for side in ("debit", "credit")
)
OVERDRAWN = f"""EXISTS (SELECT 1 FROM (
  SELECT b.bound, b.credits - b.debits - b.held_debits + sum(l.credits - l.debits - l.held_debits) OVER turn AS owed,
    b.debits - b.credits - b.held_credits + sum(l.debits - l.credits - l.held_credits) OVER turn AS owned
  FROM ({LINES}) l JOIN ledger_balance b USING (account_id) WHERE b.bound IN ('debits', 'credits')
  WINDOW turn AS (PARTITION BY account_id ORDER BY l.id)) ran
  WHERE CASE ran.bound WHEN 'debits' THEN ran.owed < 0 ELSE ran.owned < 0 END)"""  # noqa: S608

# Both balances in one statement.
ALONE = f"""
{of_one({"not the next transfer of an open entry": OUT_OF_TURN, "not what was held": NOT_HELD})}
IF NEW.phase IN ('posted', 'taken') THEN moved := NEW.amount; ELSE moved := 0; END IF;
IF NEW.phase = 'posted' THEN holds := 0;
ELSIF NEW.phase = 'pending' THEN holds := NEW.amount;
ELSE SELECT -amount INTO holds FROM ledger_transfer WHERE id = NEW.settles_id;
END IF;
UPDATE ledger_balance SET last = NEW.id,
  debits = debits + CASE account_id WHEN NEW.debit_id THEN moved ELSE 0 END,
  credits = credits + CASE account_id WHEN NEW.credit_id THEN moved ELSE 0 END,
  held_debits = held_debits + CASE account_id WHEN NEW.debit_id THEN holds ELSE 0 END,
  held_credits = held_credits + CASE account_id WHEN NEW.credit_id THEN holds ELSE 0 END
  WHERE account_id IN (NEW.debit_id, NEW.credit_id) AND unit = NEW.ledger_id;
GET DIAGNOSTICS touched = ROW_COUNT;
{refused("mixed units", "touched <> 2")}""".replace("NEW.", "n.")  # noqa: S608
# Nobody stands below zero between two transfers of a statement.
TOGETHER = f"""
{refused("not the next transfer of an open entry", among(both(*OUT_OF_TURN)))}
{refused("not what was held", among(both(*NOT_HELD)))}
{refused("mixed units", f"EXISTS (SELECT 1 FROM added m WHERE {UNKNOWN})")}
PERFORM 1 FROM ledger_balance WHERE account_id IN (SELECT debit_id FROM added UNION SELECT credit_id FROM added)
  ORDER BY account_id FOR UPDATE;
{refused("ledger_balance_overdraft", OVERDRAWN)}
UPDATE ledger_balance b SET debits = b.debits + s.debits, credits = b.credits + s.credits,
  held_debits = b.held_debits + s.held_debits, held_credits = b.held_credits + s.held_credits, last = s.last
  FROM (SELECT account_id, sum(debits) AS debits, sum(credits) AS credits, sum(held_debits) AS held_debits,
    sum(held_credits) AS held_credits, max(id) AS last FROM ({LINES}) l GROUP BY account_id) s
  WHERE b.account_id = s.account_id;"""  # noqa: S608

register(
    Trigger(
        name="ledger_transfer_moves",
        model="ledger.Transfer",
        when="AFTER INSERT",
        sqlite=f"""
SELECT RAISE(ABORT, 'not the next transfer of an open entry') WHERE {both(*OUT_OF_TURN)};
SELECT RAISE(ABORT, 'not what was held') WHERE {both(*NOT_HELD)};
{moves("debit")}
SELECT RAISE(ABORT, 'mixed units') WHERE changes() = 0;
{moves("credit")}
SELECT RAISE(ABORT, 'mixed units') WHERE changes() = 0;""",
        added="added",
        declare="DECLARE n ledger_transfer%ROWTYPE; moved bigint; holds bigint; touched int;",
        postgresql=by_number(ALONE, TOGETHER),
    )
)

STARTS = """
INSERT INTO ledger_balance (account_id, debits, credits, held_debits, held_credits, last, unit, bound)
  VALUES (NEW.id, 0, 0, 0, 0, 0, NEW.ledger_id, CASE WHEN NEW.is_control THEN 'even' WHEN NEW.may_overdraw THEN ''
    WHEN NEW.side = 'debit' THEN 'credits' ELSE 'debits' END);"""

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
        # SQLite can't tell that a trigger is at work: an account takes up each transfer of its own, and that but once.
        # The plus keeps it from looking into the indexes of both columns instead of at the one row.
        sqlite="""
SELECT RAISE(ABORT, 'balances are not edited') WHERE NEW.last <= OLD.last OR NEW.bound <> OLD.bound
  OR NEW.unit <> OLD.unit OR NEW.account_id <> OLD.account_id
  OR NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.last AND NEW.account_id IN (+debit_id, +credit_id));
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
