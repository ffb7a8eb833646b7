"""What is handed out, and the attack, from the command line: bean-check adds it up, and finds one đồng."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from longbien.ledger import models
from longbien.ledger.actions import attack as attacking
from tests.ledger.make import book
from tests.ledger.test_ledger import fill, verify

pytestmark = pytest.mark.django_db
BEAN_CHECK = Path(sys.executable).with_name("bean-check")


def said(*words):
    out = StringIO()
    call_command("ledger", *map(str, words), stdout=out)
    return out.getvalue()


def checked(path):
    return subprocess.run([BEAN_CHECK, "--no-cache", path], capture_output=True, text=True, check=False)


def test_bean_check_accepts_it_and_finds_one_dong(tmp_path):
    fill(book())
    path = tmp_path / "books.beancount"
    assert str(path) in said("export", "--beancount", path)
    accepted = checked(path)
    assert (accepted.returncode, accepted.stderr) == (0, "")
    text = path.read_text()
    # The same đồng on both sides of an entry: it still balances, and the assertions tell.
    changed, n = re.subn(r"(Bank) 100000 (VND\n.*City) -100000 VND", r"\1 100001 \2 -100001 VND", text, count=1)
    assert n == 1
    path.write_text(changed)
    refused = checked(path)
    assert refused.returncode != 0
    assert "Balance failed" in refused.stderr
    path.write_text(text.replace("Bank 100000 VND", "Bank 100001 VND", 1))
    assert "does not balance" in checked(path).stderr


def test_an_empty_ledger_and_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "books.beancount"
    said("export", "--beancount", path)
    assert checked(path).returncode == 0
    with pytest.raises(CommandError, match="No such file"):
        said("export", "--beancount", tmp_path / "nowhere" / "books.beancount")


def test_seven_of_seven_are_refused_and_nothing_stays(fresh_database):
    fill(book())
    before = models.Entry.objects.count()
    lines = said("attack").splitlines()
    assert lines[-1] == "7 of 7 refused"
    assert [line.split("\t")[0] for line in lines[:-1]] == ["refused"] * 7
    assert models.Entry.objects.count() == before
    assert not models.Ledger.objects.filter(unit__startswith="ATTACK").exists()
    assert verify().startswith(f"{before} entries")


def test_an_attack_that_gets_through_is_told(monkeypatch):
    done = (attacking.Attempt("an amount of 0", "the database"), attacking.Attempt("a deleted row", ""))
    monkeypatch.setattr("longbien.ledger.management.commands.ledger.attack", lambda at: done)
    with pytest.raises(CommandError, match="1 of 2 refused"):
        said("attack")
