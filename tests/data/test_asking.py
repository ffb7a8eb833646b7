"""Questions under an agreement, on its page and on the command line: only what the terms show, all of it recorded."""

import io
from datetime import timedelta

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from longbien.data.actions.agreements.agreeing import propose, revoke, sign
from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Query
from longbien.data.rules.agreement.terms import Condition, Mask, Shown, Terms
from longbien.data.rules.agreement.written import digest
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from tests.data.make import column, contract
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
SECRET = "Người giấu mặt"


class Shared:
    """A shared data set with an agreement in force, its two stewards and the recipient's lead."""

    def __init__(self, rows: int = 40, where: tuple[Condition, ...] = (Condition("size", "at-least", (20,)),)) -> None:
        data = contract(column("name", classification="personal"), column("size", "integer"), access="shared")
        list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
        if rows:
            told = [{"name": SECRET if n < 20 else f"N{n}", "size": n} for n in range(rows)]
            deliver("trial-set", told, by=SYSTEM, at=NOW)
        team = organisation()
        self.lead = actor(lead_of=team.pk, name="Lan")
        self.stewards = actor("department-officer", name="Hà"), actor("department-officer", name="Minh")
        shown = (Shown("name", Mask("pseudonym")), Shown("size", Mask("round", 10)))
        terms = Terms("trial-set", shown, where, "A study", today() + timedelta(30))
        self.id = propose(team.pk, terms, by=self.stewards[0], at=NOW)
        proof = Proof("demo-link", second_factor=True, at=NOW)
        for side, who in (("recipient", self.lead), ("publisher", self.stewards[1])):
            sign(self.id, side=side, text=digest(terms), proof=proof, by=who, at=NOW)


def refused(said) -> str:
    return said.value.code


def test_a_question_sees_what_the_terms_show_and_nothing_else():
    shared = Shared()
    answer = ask(shared.id, "SELECT size, count(*) AS n FROM trial_set GROUP BY ALL ORDER BY 1", by=shared.lead, at=NOW)
    assert list(answer.as_rows()) == [(20, 10), (30, 10)]
    everything = ask(shared.id, "SELECT * FROM trial_set", by=shared.lead, at=NOW)
    assert (everything.rows, SECRET.encode() in everything.arrow) == (20, False)
    for statement in ("SELECT * FROM read_parquet('/etc/passwd')", "DROP TABLE trial_set", "SELECT 1; SELECT 2"):
        with pytest.raises(Refusal):
            ask(shared.id, statement, by=shared.lead, at=NOW)
    told = list(Query.objects.order_by("pk").values_list("rows", "refused"))
    assert [rows for rows, _ in told] == [2, 20, None, None, None]
    assert all(code for rows, code in told if rows is None)


def test_revocation_bites_at_once_and_strangers_ask_nothing():
    shared = Shared()
    with pytest.raises(Refusal) as stranger:
        ask(shared.id, "SELECT 1 FROM trial_set", by=actor(name="Ai đó"), at=NOW)
    assert stranger.value.status in (403, 404)
    page = "/en" + reverse("data:agreement", args=[shared.id])
    assert "as the recipient sees them" in client_of(shared.lead).get(page).content.decode()
    revoke(shared.id, reason="over", by=shared.stewards[0], at=NOW)
    for reader in (shared.lead, shared.stewards[1]):
        assert "no row is given out under it" in client_of(reader).get(page).content.decode()
    with pytest.raises(Refusal) as said:
        ask(shared.id, "SELECT 1 FROM trial_set", by=shared.lead, at=NOW)
    assert refused(said) == "not-in-force"
    with pytest.raises(Refusal) as nothing:
        ask(new_id(), "SELECT 1", by=shared.lead, at=NOW)
    assert nothing.value.status == 404


def test_before_the_first_edition_there_is_nothing_to_ask():
    shared = Shared(rows=0)
    with pytest.raises(Refusal) as said:
        ask(shared.id, "SELECT 1 FROM trial_set", by=shared.lead, at=NOW)
    assert refused(said) == "no-rows"


def test_the_workbench_answers_and_keeps_what_was_asked():
    shared = Shared()
    client, address = client_of(shared.lead), reverse("data:ask", args=[shared.id])
    assert "SELECT * FROM trial_set LIMIT 10" in client.get(address).content.decode()
    assert address in client.get(reverse("data:agreement", args=[shared.id])).content.decode()
    page = client.post(address, {"statement": "SELECT size FROM trial_set ORDER BY 1 LIMIT 1"})
    assert (page.status_code, '<td class="num">20</td>' in page.content.decode()) == (200, True)
    faulty = client.post(address, {"statement": "SELECT none FROM trial_set"})
    assert faulty.status_code == 422
    assert "SELECT none FROM trial_set</textarea>" in faulty.content.decode()
    sent = {"statement": "SELECT name, size FROM trial_set"}
    assert client.post(address, {**sent, "as": "csv"}).content.decode("utf-8-sig").startswith("name,size")
    assert pq.read_table(io.BytesIO(client.post(address, {**sent, "as": "parquet"}).content)).num_rows == 20
    assert client_of(shared.stewards[0]).get(address).status_code in (403, 404)


def test_the_command_answers_in_csv_or_refuses_in_one_line(monkeypatch):
    shared = Shared()

    def told(statement: str, agreement: str = str(shared.id)) -> str:
        out = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(statement))
        call_command("data", "query", "--agreement", agreement, stdout=out)
        return out.getvalue()

    assert told("SELECT count(*) AS n FROM trial_set").splitlines() == ["n", "20"]
    with pytest.raises(CommandError) as said:
        told("SELECT * FROM ledger_entry")
    assert (said.value.returncode, "\n" in str(said.value)) == (3, False)
    with pytest.raises(CommandError) as odd:
        told("SELECT 1", "none")
    assert odd.value.returncode == 2
