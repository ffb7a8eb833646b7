"""The ledger on its tables: posted once, reversed once, hashed, on the record, and the database holds out by itself."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger import models, queries
from longbien.ledger.actions.exchange import Deal, exchange
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post, take, void
from longbien.ledger.actions.post_many import post_many
from longbien.ledger.events import EntryPosted
from longbien.ledger.rules.exchange import Quote
from longbien.ledger.rules.posting import Phase
from longbien.record import triggers
from longbien.record.queries import entries
from tests.ledger.make import DAY, DONE, NOW, book, move, posting, undo

pytestmark = pytest.mark.django_db


def verify():
    out = StringIO()
    call_command("ledger", "verify", stdout=out)
    return out.getvalue().strip()


def test_money_moves():
    at = book()
    move(at["bank"], at["city"], 100)
    posted = move(at["city"], at["fund"], 40)
    assert posted.number == 2
    assert {code: queries.balance(key) for code, key in at.items()} == {"bank": 100, "city": 60, "fund": 40, "world": 0}
    assert queries.account("VND", "city").balance == 60
    assert queries.account("VND", "nobody") is None
    lines = queries.statement(at["city"])
    assert [(line.other, line.amount, line.balance) for line in lines] == [("bank", 100, 100), ("fund", -40, 60)]
    assert queries.statement(at["city"], limit=1) == lines[:1]
    assert verify() == "2 entries, 4 accounts: all is as it was posted"


def test_an_entry_goes_on_the_record():
    at = book()
    one, two = move(at["bank"], at["city"], 1), move(at["bank"], at["city"], 2)
    [said] = entries(Subject("ledger.entry", two.id))
    assert said.id == two.record_id
    assert said.kind == EntryPosted.type
    assert (said.open["number"], said.open["hash"], said.open["prev"]) == (2, two.hash.hex(), one.hash.hex())
    assert "amount" not in said.leaf


def test_a_key_posts_once():
    at, key = book(), new_id()
    first = move(at["bank"], at["city"], 100, key=key)
    assert move(at["bank"], at["city"], 100, key=key) == first
    for other in ({"amount": 101}, {"amount": 100, "kind": "other"}, {"amount": 100, "effective_on": date(2026, 3, 3)}):
        with pytest.raises(Refusal, match="key-reused") as refused:
            move(at["bank"], at["city"], key=key, **other)
        assert refused.value.status == 409
    assert queries.balance(at["bank"]) == 100
    with pytest.raises(KeyError):
        queries.posted(new_id())


def test_a_reversal_is_the_only_correction():
    at = book()
    one = move(at["bank"], at["city"], 100)
    key = new_id()
    undone = undo(one.id, key=key)
    assert undo(one.id, key=key) == undone
    assert queries.posting(undone.id).reverses == one.id
    assert queries.balance(at["bank"]) == queries.balance(at["city"]) == 0
    with pytest.raises(Refusal, match="already-reversed"):
        undo(one.id)
    with pytest.raises(Refusal, match="not-found"):
        undo(new_id())
    assert undo(undone.id).number == 3
    assert queries.balance(at["bank"]) == 100
    assert verify().startswith("3 entries")


def test_a_reversal_may_not_overdraw():
    at = book()
    one = move(at["bank"], at["city"], 100)
    move(at["city"], at["fund"], 50)
    with pytest.raises(Refusal, match="not-postable") as refused:
        undo(one.id)
    assert refused.value.faults[0].what["en"] == "account city: 50 VND are lacking"


def test_refused_in_words_before_the_database_has_to():
    at = book()
    with pytest.raises(Refusal, match="not-postable") as refused:
        move(at["city"], at["bank"], 1)
    assert (refused.value.status, refused.value.faults[0].where) == (422, "legs/1")
    assert not models.Entry.objects.exists()


def test_two_time_axes():
    at = book()
    post(posting((at["bank"], at["city"], 100), effective_on=date(2026, 1, 1)), **DONE)
    late = DONE | {"at": NOW + timedelta(days=30)}
    post(posting((at["bank"], at["city"], 7), effective_on=date(2026, 1, 15)), **late)
    post(posting((at["city"], at["bank"], 5), effective_on=date(2026, 4, 1)), **late)
    assert queries.balance(at["city"]) == 102
    assert queries.balance(at["city"], on=date(2025, 12, 31)) == 0
    assert queries.balance(at["city"], on=date(2026, 1, 31)) == 107
    assert queries.balance(at["city"], on=date(2026, 1, 31), known_at=NOW) == 100
    assert queries.balance(at["bank"], known_at=NOW) == 100


def test_ledgers_and_accounts_open_once():
    at = book()
    assert book() == at
    with pytest.raises(Refusal, match="other-scale"):
        open_ledger("VND", scale=2, **DONE)
    with pytest.raises(Refusal, match="other-terms"):
        open_account(AccountTerms("VND", "bank", "credit"), **DONE)
    with pytest.raises(Refusal, match="no-ledger"):
        open_account(AccountTerms("EUR", "bank", "debit"), **DONE)
    for unit, scale in ((" ", 0), ("x" * 81, 0), ("EUR", -1), ("EUR", 19)):
        with pytest.raises(Refusal, match="unit"):
            open_ledger(unit, scale=scale, **DONE)
    owner = Subject("people.organisation", new_id())
    key = open_account(AccountTerms("VND", "theirs", "credit", owner=owner), **DONE)
    assert [state.id for state in queries.accounts_of(owner)] == [key]


def test_units_do_not_mix():
    vnd, usd = book(), book("USD", 2)
    with pytest.raises(Refusal, match="not-postable") as refused:
        move(vnd["bank"], usd["city"], 1)
    assert "different units" in refused.value.what["en"]
    # an exchange goes through an account of each unit, in one entry
    post(posting((vnd["bank"], vnd["city"], 26_000), (usd["world"], usd["city"], 100)), **DONE)
    assert queries.balance(usd["world"]) == -100


def raw(at, *, entry=None, **change):
    """One transfer, and the entry that seals it, past our actions."""
    last = queries.end()
    key = new_id()
    transfer = {"entry_id": key, "seq": 1, "ledger_id": "VND", "debit_id": at["bank"], "credit_id": at["city"]}
    models.Transfer.objects.create(**transfer | {"amount": 5} | change)
    row = {"id": key, "number": last.number + 1, "kind": "x", "effective_on": DAY, "recorded_at": NOW, "legs": 1}
    models.Entry.objects.create(**row | {"prev_hash": last.hash, "hash": b"x"} | (entry or {}))


def late(at):
    """Another transfer for an entry that stands."""
    models.Transfer.objects.create(
        entry=models.Entry.objects.first(), seq=2, ledger_id="VND", debit_id=at["bank"], credit_id=at["city"], amount=1
    )


def control():
    return open_account(AccountTerms("VND", "meeting", "debit", is_control=True), **DONE)


def run(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


ATTACKS = {
    "an amount of zero": (lambda at: raw(at, amount=0), "ledger_transfer_amount"),
    "a negative amount": (lambda at: raw(at, amount=-5), "ledger_transfer_amount"),
    "debit equals credit": (lambda at: raw(at, debit_id=at["city"]), "ledger_transfer_two_accounts"),
    "mixed units": (lambda at: raw(at, credit_id=book("USD", 2)["city"]), "mixed units"),
    "a unit of its own": (lambda at: raw(at, ledger_id=book("USD", 2) and "USD"), "mixed units"),
    "an overdraft": (lambda at: raw(at, debit_id=at["fund"], credit_id=at["bank"]), "ledger_balance_overdraft"),
    "a transfer of another place": (lambda at: raw(at, seq=2), "not the next transfer of an open entry"),
    "a transfer too many": (late, "not the next transfer of an open entry"),
    "a transfer too few": (lambda at: raw(at, entry={"legs": 2}), "not all transfers of the entry and no more"),
    "an entry without legs": (lambda at: raw(at, entry={"legs": 0}), "not all transfers|ledger_entry_legs"),
    "a gap in the numbers": (lambda at: raw(at, entry={"number": 9}), "not linked to the entry before"),
    "a number for the second time": (lambda at: raw(at, entry={"number": 1}), "unique|UNIQUE"),
    "another link": (lambda at: raw(at, entry={"prev_hash": b"y"}), "not linked to the entry before"),
    "a key for the second time": (
        lambda at: raw(at, entry={"id": models.Entry.objects.get().pk}), "unique|UNIQUE"),
    "a reversal of something else": (
        lambda at: raw(at, entry={"reverses": models.Entry.objects.get()}), "not the exact reversal"),
    "an end without a hold": (lambda at: raw(at, phase="taken"), "ledger_transfer_phase"),
    "an end of what isn't held": (
        lambda at: raw(at, phase="taken", settles=models.Transfer.objects.get()), "not what was held"),
    "a phase that there isn't": (lambda at: raw(at, phase="lost"), "ledger_transfer_phase"),
    "a control account left open": (lambda at: raw(at, debit_id=control()), "a control account must end at 0"),
    "a control account that is bound": (
        lambda at: models.Account.objects.create(id=new_id(), ledger_id="VND", code="c", side="debit", opened_at=NOW,
                                                 may_overdraw=False, is_control=True), "ledger_account_control"),
    "a balance from nowhere": (
        lambda at: models.Balance.objects.create(account_id=at["world"], debits=1, credits=0),
        "start at 0|unique|UNIQUE"),
    "an edited transfer": (lambda at: run("UPDATE ledger_transfer SET amount = 7"), "append-only"),
    "a deleted transfer": (lambda at: run("DELETE FROM ledger_transfer"), "append-only"),
    "an edited entry": (lambda at: run("UPDATE ledger_entry SET kind = 'x'"), "append-only"),
    "a deleted entry": (lambda at: run("DELETE FROM ledger_entry"), "append-only"),
    "an edited account": (lambda at: models.Account.objects.update(may_overdraw=True), "append-only"),
    "a deleted account": (lambda at: run("DELETE FROM ledger_account"), "append-only"),
    "an edited ledger": (lambda at: run("UPDATE ledger_ledger SET scale = 2"), "append-only"),
    "an edited balance": (lambda at: run("UPDATE ledger_balance SET debits = debits + 1"), "balances are not edited"),
    "a deleted balance": (lambda at: run("DELETE FROM ledger_balance"), "balances are not edited"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_the_database_refuses(name):
    attack, words = ATTACKS[name]
    at = book()
    move(at["bank"], at["city"], 100)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        attack(at)
    assert verify().startswith("1 entries")


def test_a_transfer_without_its_entry_ends_the_transaction(fresh_database):
    at = book()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Transfer.objects.create(
            entry_id=new_id(), seq=1, ledger_id="VND", debit_id=at["bank"], credit_id=at["city"], amount=5
        )
    assert not models.Transfer.objects.exists()
    assert queries.balance(at["city"]) == 0


TABLES = ["ledger", "account", "entry", "exchange", "transfer", "balance"]


def fill(at):
    """Something in every table: entries of each phase, a reversal, an exchange, a batch."""
    usd = book("USD", 2)
    for one in (at, usd):
        move(one["bank"], one["city"], 100_000)
    undo(move(at["city"], at["fund"], 40).id)
    for ending in (take, void):
        held = post(posting((at["city"], at["fund"], 30), phase=Phase.PENDING), **DONE)
        ending(held.id, key=new_id(), effective_on=DAY, **DONE)
    post(posting((at["city"], at["fund"], 10), phase=Phase.PENDING, expires_at=NOW + timedelta(days=1)), **DONE)
    exchange(deal(at, usd), **DONE)
    post_many([posting((at["city"], at["fund"], amount), evidence="ab" * 32) for amount in (1, 2)], **DONE)


def deal(at, usd, **change):
    """Two dollars given for đồng, through the accounts of the world."""
    quote = Quote("USD", "VND", "26125.5", "the bank of the test", DAY)
    terms = {"amount": 200, "out_of": usd["city"], "liquidity_in": usd["world"], "liquidity_out": at["world"],
             "into": at["city"], "quote": quote, "effective_on": DAY}  # fmt: skip
    return Deal(key=new_id(), **terms | change)


EMPTY = {"postgresql": "TRUNCATE {} CASCADE", "sqlite": "DELETE FROM {}"}


@pytest.mark.parametrize("table", TABLES)
def test_the_database_keeps_its_tables(fresh_database, table):
    fill(book())
    with pytest.raises(IntegrityError, match=r"append-only|not edited"):
        run(EMPTY[connection.vendor].format(f"ledger_{table}"))


def test_sums_beyond_the_largest_number_are_refused(fresh_database):
    at = book()
    most = 2**63 - 1
    move(at["bank"], at["city"], most)
    with pytest.raises(Refusal, match="more than the ledger can hold"):
        raise refusal_of(lambda: move(at["bank"], at["city"], 1))
    with pytest.raises(Exception, match=r"too large|out of range"), transaction.atomic():
        raw(at, amount=1)


def refusal_of(work):
    try:
        work()
    except Refusal as refusal:
        return Refusal(refusal.code, refusal.what.__class__.of(en=refusal.what["en"]))
    raise AssertionError("it was not refused")


def tamper(*statements):
    """Direct SQL with the triggers out of the way."""
    with connection.cursor() as cursor:
        for trigger in triggers.triggers():
            if trigger.model.startswith("ledger.") and connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"')
        if connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement)


TAMPERINGS = {
    "an amount": ("UPDATE ledger_transfer SET amount = amount + 1 WHERE amount = 40", "its hash isn't that"),
    "a day": ("UPDATE ledger_entry SET effective_on = '2020-01-01' WHERE number = 2", "its hash isn't that"),
    "a lost transfer": ("DELETE FROM ledger_transfer WHERE amount = 40", "has transfers none of 1"),
    "a lost entry": ("DELETE FROM ledger_transfer WHERE amount = 40; DELETE FROM ledger_entry WHERE number = 2",
                     "number 2 was expected"),
    "a cut tail": ("DELETE FROM ledger_transfer WHERE amount = 7; DELETE FROM ledger_entry WHERE number = 3",
                   "stands in the record, but not in the ledger"),
    "a balance": ("UPDATE ledger_balance SET debits = debits + 1", "its balance isn't the sum of its transfers"),
    "an account": ("UPDATE ledger_account SET side = 'debit' WHERE code = 'city'", "are lacking"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_verify_finds(fresh_database, name):
    statements, words = TAMPERINGS[name]
    at = book()
    move(at["bank"], at["city"], 100)
    move(at["city"], at["fund"], 40)
    move(at["bank"], at["city"], 7)
    tamper(*statements.split("; "))
    out = StringIO()
    with pytest.raises(CommandError, match="fault"):
        call_command("ledger", "verify", stdout=out)
    assert words in out.getvalue()


def test_balances_on_the_command_line():
    at = book()
    move(at["bank"], at["city"], 100)
    out = StringIO()
    call_command("ledger", "balances", stdout=out)
    assert out.getvalue().splitlines() == ["VND\tbank\t100", "VND\tcity\t100", "VND\tfund\t0", "VND\tworld\t0"]


def test_many_posting_at_once(fresh_database):
    at = book()
    move(at["bank"], at["city"], 300)
    keys = [new_id() for _ in range(10)]
    outcomes = []

    def work(n):
        try:
            for key in keys:
                move(at["city"], at["fund"], 5, key=key)  # everyone posts the same ten
            for _ in range(10):
                outcomes.append(attempt(at, n))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queries.balance(at["fund"]) == 50
    assert sum(outcomes) == 250 // 10
    assert queries.balance(at["city"]) == 0
    assert verify().startswith("36 entries")


def attempt(at, n):
    try:
        move(at["city"], at["world"], 10)
    except Refusal:
        return 0
    return 1


NAMES = st.sampled_from(["bank", "city", "fund", "world"])
DOES = st.sampled_from(["move", "move", "hold", "take", "void", "undo"])
MOVES = st.lists(st.tuples(DOES, NAMES, NAMES, st.integers(-1, 60), st.integers(0, 3)), max_size=12)


def do(at, keys, step):
    """One step with one of four entries: post it, hold it, end the hold, or reverse it."""
    what, debit, credit, amount, key = step
    entry = keys[key]
    if what in ("move", "hold"):
        phase = Phase.PENDING if what == "hold" else Phase.POSTED
        return move(at[debit], at[credit], amount, key=entry, phase=phase)
    if what == "undo":
        return undo(entry)
    return {"take": take, "void": void}[what](entry, key=new_id(), effective_on=DAY, **DONE)


def states(at):
    found = queries.account_states(at.values())
    return {code: found[key] for code, key in at.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_money_is_never_created_or_lost(db, moves):
    with transaction.atomic():
        at, keys, done = book(), [new_id() for _ in range(4)], {}
        for step in moves:
            before = states(at)
            try:
                posted = do(at, keys, step)
            except Refusal:
                assert states(at) == before
            else:
                done[posted.id] = posted
        after = states(at).values()
        assert sum(one.debits for one in after) == sum(one.credits for one in after)
        assert sum(one.held_debits for one in after) == sum(one.held_credits for one in after)
        assert all(one.available >= 0 for one in after if not one.may_overdraw)
        assert verify().endswith("all is as it was posted")
        for key, posted in done.items():
            assert post(queries.posting(key), **DONE) == posted
        assert list(states(at).values()) == list(after)
        transaction.set_rollback(True)
