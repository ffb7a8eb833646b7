"""A budget of ε outlives agreements: renewals go on with it, two stewards grant more, all of a set's are added up."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from django.db import IntegrityError, transaction

from longbien.data.actions.agreements.agreeing import propose, revoke, sign
from longbien.data.actions.cubes.granting import decide_budget, propose_budget
from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement, BudgetDecision, BudgetProposal, Cube, DataSet, Release
from longbien.data.queries.budgets import GRANTED, LEFT, SCALE, SPENT, budget_of, code_of, over_set, proposals, unit_of
from longbien.data.rules.cube.asking import Question
from longbien.data.waiting.access import budgets
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.queries import account
from longbien.ledger.rules.posting import Leg, Posting
from longbien.procedures.rules.signing import Proof
from tests.data.cubes import CONTRACT, DATA, MICRO, cube, terms
from tests.data.test_cubes import ROWS
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
ROWS_ASKED, PEOPLE, CUT = Question("rows", ("district",)), Question("people"), Question("cut")


@dataclass
class Sides:
    """Two stewards of a set's publisher, and the recipients that agree with them."""

    first: Actor
    second: Actor
    leads: dict[UUID, Actor]

    def recipient(self, name: str = "Nhóm nhận") -> UUID:
        team = organisation(name)
        self.leads[team.pk] = actor(lead_of=team.pk, name=f"Trưởng {name}")
        return team.pk

    def agree(self, team: UUID, made=None) -> UUID:
        """An agreement in force whose cube is published."""
        found = propose(team, terms(made or cube()), by=self.first, at=NOW)
        digest = Agreement.objects.get(pk=found).digest
        for side, who in (("recipient", self.leads[team]), ("publisher", self.second)):
            sign(found, side=side, text=digest, proof=Proof("demo", second_factor=True, at=NOW), by=who, at=NOW)
        publish(found, by=self.first, at=NOW)
        return found

    def ask(self, found: UUID, asked: Question, epsilon: int):
        lead = self.leads[Agreement.objects.get(pk=found).organisation_id]
        return release(found, asked, epsilon, by=lead, at=NOW)


@pytest.fixture
def sides() -> Sides:
    list_data_set(DATA, CONTRACT, at=NOW)
    deliver("trial-set", ROWS, by=SYSTEM, at=NOW)
    return Sides(actor("department-officer", name="Hà"), actor("department-officer", name="Minh"), {})


def set_id() -> UUID:
    return DataSet.objects.get(code="trial-set").pk


def numbers(found: UUID) -> tuple[int, int, int, int, int]:
    known = budget_of(found)
    return known.granted, known.spent, known.left, known.before, known.open


def test_an_agreement_after_another_goes_on_with_what_is_left(sides):
    team = sides.recipient()
    old = sides.agree(team)
    sides.ask(old, ROWS_ASKED, 700_000)
    revoke(old, reason="It is renewed", by=sides.first, at=NOW)
    new = sides.agree(team)
    assert numbers(new) == (MICRO, 700_000, 300_000, 700_000, 300_000)
    with pytest.raises(Refusal, match="over-budget") as refused:
        sides.ask(new, ROWS_ASKED, 300_001)
    assert "ε 0.3 is left, this question needs 0.300001" in refused.value.what["en"]
    sides.ask(new, ROWS_ASKED, 300_000)
    assert numbers(new) == (MICRO, MICRO, 0, 700_000, 0)
    assert account(unit_of(set_id()), code_of(team, LEFT)).balance == 0
    assert account(f"EPSILON:{to_slug(new)}", f"cube/{to_slug(new)}/left") is None


def test_an_agreement_never_takes_more_than_its_own_terms(sides):
    team = sides.recipient()
    wide, narrow = sides.agree(team, cube(epsilon=2 * MICRO)), sides.agree(team, cube(epsilon=MICRO // 2))
    assert numbers(narrow) == (2 * MICRO, 0, 2 * MICRO, 0, MICRO // 2)
    sides.ask(narrow, PEOPLE, 400_000)
    with pytest.raises(Refusal, match="over-budget"):
        sides.ask(narrow, CUT, 100_001)
    assert numbers(wide) == (2 * MICRO, 400_000, 1_600_000, 400_000, 1_600_000)
    assert numbers(narrow) == (2 * MICRO, 400_000, 1_600_000, 0, 100_000)


def test_other_recipients_have_their_own_and_the_set_adds_them_up(sides):
    first, other = sides.recipient("Nhóm A"), sides.recipient("Nhóm B")
    mine, theirs = sides.agree(first), sides.agree(other, cube(epsilon=3 * MICRO))
    sides.ask(mine, PEOPLE, 100_000)
    sides.ask(theirs, PEOPLE, 250_000)
    assert (numbers(mine)[1], numbers(theirs)[1]) == (100_000, 250_000)
    found = over_set(set_id())
    assert (found.granted, found.spent, found.recipients) == (4 * MICRO, 350_000, 2)


def test_two_stewards_grant_more_with_a_reason(sides):
    team = sides.recipient()
    old = sides.agree(team)
    sides.ask(old, ROWS_ASKED, MICRO)
    new = sides.agree(team)
    for asked, reason, where in ((MICRO, "  ", "reason"), (0, "A season more", "epsilon"), (MICRO + 1, "x", "epsilon")):
        with pytest.raises(Refusal) as refused:
            propose_budget(new, asked, reason, by=sides.first, at=NOW)
        assert (refused.value.status, refused.value.faults[0].where) == (422, where)
    with pytest.raises(Refusal, match="not-"):
        propose_budget(new, MICRO, "We want more", by=sides.leads[team], at=NOW)
    made = propose_budget(new, 600_000, "A season more is studied.", by=sides.first, at=NOW)
    with pytest.raises(Refusal, match="proposed-already"):
        propose_budget(new, 100_000, "And more", by=sides.second, at=NOW)
    for who, code in ((sides.first, "four-eyes"), (sides.leads[team], "not-")):
        with pytest.raises(Refusal, match=code):
            decide_budget(made, granted=True, by=who, at=NOW)
    assert numbers(new)[0] == MICRO
    assert [one.url for one in budgets(sides.second)] == [f"/data/agreements/{to_slug(new)}/cube/budget"]
    assert [list(budgets(one)) for one in (sides.first, sides.leads[team])] == [[], []]
    decide_budget(made, granted=True, by=sides.second, at=NOW)
    assert numbers(new) == (1_600_000, MICRO, 600_000, MICRO, 600_000)
    sides.ask(new, ROWS_ASKED, 600_000)
    with pytest.raises(Refusal, match="decided-already"):
        decide_budget(made, granted=False, by=sides.first, at=NOW)
    again = propose_budget(new, 400_000, "Once more", by=sides.first, at=NOW + timedelta(1))
    decide_budget(again, granted=False, by=sides.first, at=NOW)
    assert [one.granted for one in proposals(Agreement.objects.get(pk=new))] == [False, True]
    assert numbers(new)[0] == 1_600_000
    for change in (lambda: BudgetProposal.objects.update(epsilon=1), lambda: BudgetDecision.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_more_than_the_terms_can_use_is_not_granted(sides):
    found = sides.agree(sides.recipient())
    sides.ask(found, ROWS_ASKED, 400_000)
    with pytest.raises(Refusal) as refused:
        propose_budget(found, 1_000, "Just so", by=sides.first, at=NOW)
    assert "more needs a new agreement" in refused.value.faults[0].what["en"]
    revoke(found, reason="Over", by=sides.first, at=NOW)
    with pytest.raises(Refusal, match="not-in-force"):
        propose_budget(found, 1_000, "Just so", by=sides.first, at=NOW)


def test_what_agreements_spent_in_books_of_their_own_is_carried_over(sides):
    """As it was kept before budgets outlived agreements: EPSILON:<agreement>."""
    team = sides.recipient()
    old = propose(team, terms(cube()), by=sides.first, at=NOW - timedelta(1))
    unit = f"EPSILON:{to_slug(old)}"
    open_ledger(unit, scale=SCALE, by=SYSTEM, at=NOW)
    granted, left, spent = (
        open_account(AccountTerms(unit, f"cube/{to_slug(old)}/{what}", side), by=SYSTEM, at=NOW)
        for what, side in ((GRANTED, "credit"), (LEFT, "debit"), (SPENT, "debit"))
    )
    about, legs = Subject("data.agreement", old), ((Leg(left, granted, MICRO),), (Leg(spent, left, 900_000),))
    for n, each in enumerate(legs):
        key = uuid5(old, GRANTED) if n == 0 else new_id()
        post(Posting(key, "data.epsilon-granted", NOW.date(), each, event=about), by=SYSTEM, at=NOW)
    edition = DataSet.objects.get().editions.get()
    Cube.objects.create(agreement_id=old, edition=edition, seal="", at=NOW, entry_id=new_id())
    assert (budget_of(old).granted, budget_of(old).spent) == (MICRO, 900_000)
    assert over_set(set_id()).spent == 900_000
    new = sides.agree(team)
    assert numbers(new) == (MICRO, 900_000, 100_000, 900_000, 100_000)
    assert over_set(set_id()).spent == 900_000
    with pytest.raises(Refusal, match="over-budget"):
        sides.ask(new, PEOPLE, 100_001)
    sides.ask(new, PEOPLE, 100_000)
    assert numbers(new)[2] == 0
    assert account(unit, f"cube/{to_slug(old)}/spent").balance == 900_000, "history stays as it was"


def test_the_pages_say_whose_it_is_and_what_it_adds_up_to(sides):
    team, other = sides.recipient("Nhóm A"), sides.recipient("Nhóm B")
    old = sides.agree(team)
    sides.ask(old, ROWS_ASKED, MICRO)
    sides.ask(sides.agree(other), PEOPLE, 250_000)
    new = propose(team, terms(cube()), by=sides.first, at=NOW)
    page = f"/en/data/agreements/{to_slug(new)}"
    steward, hers = client_of(sides.second), client_of(sides.leads[team])
    before = steward.get(page).content.decode()
    assert "Nhóm A was granted ε&nbsp;1 over the persons of this data set" in before
    assert "ε&nbsp;1 of it is spent, ε&nbsp;0 is left" in before
    assert "ε&nbsp;1.25 was spent of ε&nbsp;2 granted, to 2 recipients" in before
    assert "this agreement can add ε&nbsp;0 at most" in before
    assert "it goes on with what is left" in before
    seen = hers.get(page).content.decode()
    assert "ε&nbsp;1 of it is spent" in seen
    assert "to 2 recipients" not in seen
    assert "thuộc bên nhận" in hers.get(page.removeprefix("/en")).content.decode().lower()
    proposing = client_of(sides.first).get("/en/data/trial-set/cube").content.decode()
    assert "ε&nbsp;1.25 was spent of ε&nbsp;2 granted" in proposing
    fresh = propose(sides.recipient("Nhóm C"), terms(cube()), by=sides.first, at=NOW)
    shown = steward.get(f"/en/data/agreements/{to_slug(fresh)}").content.decode()
    assert "Nhóm C has no budget over the persons of this data set yet" in shown
    assert "this agreement can add ε&nbsp;1 at most" in shown


def test_stewards_propose_and_grant_on_the_page(sides):
    team = sides.recipient()
    sides.ask(sides.agree(team), ROWS_ASKED, MICRO)
    new = sides.agree(team)
    page = f"/en/data/agreements/{to_slug(new)}/cube/budget"
    first, second, hers = client_of(sides.first), client_of(sides.second), client_of(sides.leads[team])
    assert page in hers.get(page.removesuffix("/budget")).content.decode()
    assert "Propose more" not in hers.get(page).content.decode()
    assert hers.post(page, {"epsilon": "0.5", "reason": "For us"}).status_code == 403
    assert "At most ε&nbsp;1" in first.get(page).content.decode()
    for said, words in (({"epsilon": "much", "reason": "A season"}, "A number such as 0.25"),
                        ({"epsilon": "much", "reason": ""}, "A number such as 0.25"),
                        ({"epsilon": "2", "reason": "A season"}, "at most 1, is needed"),
                        ({"epsilon": "0.5", "reason": ""}, "Reason")):  # fmt: skip
        reply = first.post(page, said)
        assert (reply.status_code, words in reply.content.decode()) == (422, True)
        assert f'value="{said["epsilon"]}"' in reply.content.decode()
    assert first.post(page, {"epsilon": "0,5", "reason": "A season more."}).status_code == 302
    proposal = BudgetProposal.objects.get()
    decide = f"{page}/{to_slug(proposal.pk)}"
    own = first.get(page).content.decode()
    assert "somebody else grants it" in own
    assert first.post(page, {"epsilon": "0.1", "reason": "More"}).status_code == 409
    refused = first.post(decide, {"do": "grant"})
    assert (refused.status_code, "a second person does" in refused.content.decode()) == (403, True)
    assert hers.post(decide, {"do": "grant"}).status_code == 403
    assert second.post(f"{page}/{to_slug(new)}", {"do": "grant"}).status_code == 404
    assert client_of(actor(name="Ai đó")).get(page).status_code in (403, 404)
    assert second.post(decide, {"do": "grant"}).status_code == 302
    assert second.post(decide, {"do": "grant"}).status_code == 409
    shown = hers.get(page).content.decode()
    assert "A season more." in shown
    assert "Under this agreement ε&nbsp;0.5 can still be spent" in shown
    assert Release.objects.count() == 1
