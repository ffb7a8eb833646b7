"""Every address × every demonstration person × everybody's things, held against the policy table.

Whoever `can` gets an answer; whoever can't gets 404, 403 or the way to sign in, and never a 5xx. A new route must be
entered below: nobody adds a page without saying who may see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from longbien.kernel.actor import Actor
from longbien.people.policy import can

World = dict[str, Actor]
EACH = 3  # things of each kind: the newest


@dataclass(frozen=True)
class Guard:
    """`action` on things of `type` opens the route; `strict`: every one of them then answers 200."""

    type: str
    action: str
    model: str
    key: str
    strict: bool = True
    more: tuple[tuple[str, Any], ...] = ()


CASE, TASK, TRIAL = "procedures.case", "procedures.task", "trials.trial"
CREDENTIAL, CREDENTIALS = "credentials.credential", "credentials.Credential"
DRAFT = "procedures.draft"
MEETING = "procedures.meeting"
LESSON = "trials.lesson"
CONTRIBUTION, AGREEMENT, OFFER = "capital.contribution", "capital.agreement", "capital.offer"
FUND, PROMISE, CALL, CLOSE, NOTICE = (
    "capital.vehicle", "capital.commitment", "capital.call", "capital.close", "capital.notice",
)  # fmt: skip
FEES = "capital.feepayment"
BUY_OUT, BUY_OUT_PART = ("capital.buyout", "capital.BuyOut"), ("capital.buyoutpart", "capital.BuyOutPart")
PLACE, ROUND = ("capital.cohort_place", "capital.CohortPlace"), ("capital.follow_on", "capital.FollowOn")
INVESTMENT, VALUATION, PROCEEDS, DISTRIBUTION = (
    "capital.investment", "capital.valuation", "capital.proceeds", "capital.distribution",
)  # fmt: skip
CONFIRM = (("verb", "confirm"),)
IMPACT = (("kind", "impact"),)
DEAL, DEALS = "capital.deal", "capital.Deal"
ORDER, SOLUTION = "capital.order", "capital.solution"
PROBLEM, ORGANISATION, PERSON = "problems.problem", "people.organisation", "people.person"

GUARDED = {
    "problems:page": Guard(PROBLEM, "view", "problems.Problem", "problem_id"),
    "problems:version": Guard(PROBLEM, "view", "problems.Problem", "problem_id", False, (("number", 1),)),
    "problems:apply": Guard(PROBLEM, "view", "problems.Problem", "problem_id", False),
    "problems:review": Guard(PROBLEM, "edit", "problems.Problem", "problem_id", False),
    "problems:edit": Guard(PROBLEM, "edit", "problems.Problem", "problem_id", False, (("step", "classify"),)),
    "problems:discard": Guard(PROBLEM, "edit", "problems.Problem", "problem_id", False),
    "problems:close": Guard(PROBLEM, "close", "problems.Problem", "problem_id", False),
    "procedures:case": Guard(CASE, "view", "procedures.Case", "case_id"),
    "procedures:fill": Guard(CASE, "view", "procedures.Case", "case_id", False, (("action", "submit"),)),
    "procedures:fill-page": Guard(
        CASE, "view", "procedures.Case", "case_id", False, (("action", "submit"), ("number", 1))
    ),
    "procedures:draft-json": Guard(CASE, "view", "procedures.Case", "case_id", False, (("action", "submit"),)),
    "procedures:answers-json": Guard(CASE, "read-answers", "procedures.Case", "case_id", False, (("seq", 2),)),
    "procedures:receipt": Guard(CASE, "read-answers", "procedures.Case", "case_id", False, (("seq", 2),)),
    "procedures:send": Guard(CASE, "view", "procedures.Case", "case_id", False, (("action", "withdraw"),)),
    "procedures:assign": Guard(CASE, "view", "procedures.Case", "case_id", False),
    "procedures:desk-case": Guard(CASE, "note", "procedures.Case", "case_id"),
    "procedures:note": Guard(CASE, "note", "procedures.Case", "case_id", False),
    "procedures:back-at-work": Guard("people.absence", "end", "people.Absence", "absence_id", False),
    "procedures:outside": Guard(CASE, "view", "procedures.Case", "case_id", False),
    "procedures:fee": Guard("procedures.fee", "settle", "procedures.Fee", "fee_id", False),
    "procedures:task": Guard(TASK, "view", "procedures.Task", "task_id"),
    "procedures:recuse": Guard(TASK, "view", "procedures.Task", "task_id", False),
    "procedures:draft": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id"),
    "procedures:draft-trial": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id"),
    "procedures:draft-letter": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id", False, (("name", "award"),)),
    "procedures:draft-form": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id", False, (("name", "request"),)),
    "procedures:draft-comparison": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id"),
    "procedures:draft-history": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id"),
    "procedures:draft-revision": Guard(DRAFT, "view", "procedures.ServiceDraft", "draft_id", True, (("seq", 1),)),
    "procedures:draft-check": Guard(DRAFT, "edit", "procedures.ServiceDraft", "draft_id", False),
    "procedures:draft-propose": Guard(DRAFT, "propose", "procedures.ServiceDraft", "draft_id", False),
    "procedures:draft-approve": Guard(DRAFT, "approve", "procedures.ServiceDraft", "draft_id", False),
    "procedures:draft-take-back": Guard(DRAFT, "propose", "procedures.ServiceDraft", "draft_id", False),
    "procedures:draft-return": Guard(DRAFT, "return", "procedures.ServiceDraft", "draft_id", False),
    "procedures:draft-drop": Guard(DRAFT, "edit", "procedures.ServiceDraft", "draft_id", False),
    "procedures:migration": Guard("procedures.migration", "view", "procedures.MigrationRun", "run_id"),
    "procedures:migration-csv": Guard("procedures.migration", "view", "procedures.MigrationRun", "run_id"),
    "rights:propose": Guard(CONTRIBUTION, "view", "capital.Contribution", "contribution_id", False),
    "rights:evidence": Guard(CONTRIBUTION, "view", "capital.Contribution", "contribution_id", False),
    "rights:call": Guard("capital.entitlement", "answer", "capital.Entitlement", "entitlement_id"),
    "rights:agreement": Guard(AGREEMENT, "view", "capital.Agreement", "agreement_id"),
    "rights:sign": Guard(AGREEMENT, "view", "capital.Agreement", "agreement_id", False),
    "rights:offer": Guard(OFFER, "view", "capital.Offer", "offer_id"),
    "rights:serve": Guard(OFFER, "view", "capital.Offer", "offer_id", False),
    "rights:answer": Guard(
        "capital.entitlement", "view", "capital.Entitlement", "entitlement_id", False, (("offer_id", UUID(int=7)),)
    ),
    "ventures:crossing": Guard("ventures.venture", "view", "ventures.Venture", "venture_id"),
    "ventures:open": Guard("ventures.venture", "view", "ventures.Venture", "venture_id", False),
    "api:venture": Guard("ventures.venture", "view", "ventures.Venture", "venture"),
    "trials:page": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:live": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:positions": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:incident": Guard(TRIAL, "report-incident", "trials.Trial", "trial_id", False),
    "trials:keys": Guard(TRIAL, "issue-key", "trials.Trial", "trial_id", False),
    "trials:act": Guard(TRIAL, "view", "trials.Trial", "trial_id", False, (("verb", "suspend"),)),
    "trials:dossier": Guard(TRIAL, "build-dossier", "trials.Trial", "trial_id"),
    "trials:dossier-file": Guard(TRIAL, "build-dossier", "trials.Trial", "trial_id", False, (("number", 1),)),
    "trials:concerns": Guard(TRIAL, "read-concerns", "trials.Trial", "trial_id"),
    "trials:concern": Guard(TRIAL, "raise-concern", "trials.Trial", "trial_id", False),
    "trials:answer": Guard(TRIAL, "answer-concern", "trials.Trial", "trial_id", False, (("concern_id", UUID(int=7)),)),
    "trials:owed": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:incident-report": Guard(TRIAL, "view", "trials.Trial", "trial_id", False, (("incident_id", UUID(int=7)),)),
    "trials:periodic-report": Guard(TRIAL, "view", "trials.Trial", "trial_id", False, (("number", 1),)),
    "trials:disengagements": Guard(TRIAL, "view", "trials.Trial", "trial_id", False),
    "trials:plan-json": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:disengagements-csv": Guard(TRIAL, "view", "trials.Trial", "trial_id", False),
    "trials:consent": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:cover": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:claim": Guard(TRIAL, "view", "trials.Trial", "trial_id", False, (("number", 1),)),
    "trials:exit": Guard(TRIAL, "view", "trials.Trial", "trial_id"),
    "trials:exit-confirm": Guard(TRIAL, "exit", "trials.Trial", "trial_id", False),
    "trials:exit-pdf": Guard(TRIAL, "view", "trials.Trial", "trial_id", False),
    "trials:exit-release": Guard(TRIAL, "release-exit", "trials.Trial", "trial_id", False),
    "trials:lesson-follow": Guard(LESSON, "follow", "trials.Lesson", "lesson_id", False),
    "capital:vehicle": Guard(FUND, "view", "capital.Vehicle", "vehicle_id"),
    "capital:commit": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "capital:new-close": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "capital:new-call": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "capital:fee": Guard(FUND, "accrue-fee", "capital.Vehicle", "vehicle_id", False),
    "capital:commitment": Guard(PROMISE, "view", "capital.Commitment", "commitment_id"),
    "capital:withdraw": Guard(PROMISE, "withdraw", "capital.Commitment", "commitment_id", False),
    "capital:clause": Guard(PROMISE, "agree-clause", "capital.Commitment", "commitment_id", False),
    "capital:call": Guard(CALL, "view", "capital.Call", "call_id"),
    "capital:do-call": Guard(CALL, "confirm", "capital.Call", "call_id", False, (("verb", "confirm"),)),
    "capital:close": Guard(CLOSE, "view", "capital.Close", "close_id"),
    "capital:do-close": Guard(CLOSE, "confirm", "capital.Close", "close_id", False, (("verb", "confirm"),)),
    "capital:notice": Guard(NOTICE, "view", "capital.Notice", "notice_id"),
    "capital:notice-pdf": Guard(NOTICE, "view", "capital.Notice", "notice_id", False),
    "capital:receipt": Guard(NOTICE, "record-receipt", "capital.Notice", "notice_id"),
    "capital:default": Guard(NOTICE, "declare-default", "capital.Notice", "notice_id", False),
    "statements:account": Guard(PROMISE, "view", "capital.Commitment", "commitment_id"),
    "statements:account-file": Guard(PROMISE, "view", "capital.Commitment", "commitment_id", True, (("kind", "json"),)),
    "statements:account-line": Guard(
        PROMISE, "view", "capital.Commitment", "commitment_id", True, (("table", "account"), ("line", "closing"))
    ),
    "statements:fund": Guard(FUND, "view-inside", "capital.Vehicle", "vehicle_id"),
    "statements:fund-file": Guard(FUND, "view-inside", "capital.Vehicle", "vehicle_id", True, (("kind", "json"),)),
    "statements:fund-line": Guard(
        FUND, "view-inside", "capital.Vehicle", "vehicle_id", True, (("table", "balance"), ("line", "net"))
    ),
    "deals:deal": Guard(DEAL, "view", DEALS, "deal_id"),
    "deals:committee": Guard(DEAL, "view", DEALS, "deal_id"),
    "deals:memo-file": Guard(DEAL, "view", DEALS, "deal_id", False, (("document_id", UUID(int=7)),)),
    "deals:do-deal": Guard(DEAL, "view", DEALS, "deal_id", False, (("verb", "screen"),)),
    "deals:memo": Guard(DEAL, "work", DEALS, "deal_id"),
    "deals:terms": Guard(DEAL, "work", DEALS, "deal_id"),
    "deals:lead": Guard(DEAL, "work", DEALS, "deal_id", False),
    "deals:decline": Guard(DEAL, "work", DEALS, "deal_id"),
    "deals:propose": Guard(DEAL, "work", DEALS, "deal_id"),
    "deals:close-deal": Guard(DEAL, "work", DEALS, "deal_id"),
    "investing:invest-deal": Guard(DEAL, "work", DEALS, "deal_id", False),
    "deals:room": Guard(DEAL, "enter-room", DEALS, "deal_id"),
    "deals:accept": Guard(DEAL, "enter-room", DEALS, "deal_id", False),
    "deals:take": Guard(DEAL, "enter-room", DEALS, "deal_id", False, (("paper_id", 1),)),
    "deals:remove-document": Guard(DEAL, "keep-room", DEALS, "deal_id", False, (("paper_id", 1),)),
    "deals:bar": Guard(DEAL, "keep-room", DEALS, "deal_id", False, (("person_id", UUID(int=7)),)),
    "orders:order": Guard(ORDER, "view", "capital.Order", "order_id"),
    "orders:do": Guard(ORDER, "view", "capital.Order", "order_id", False, (("verb", "sign"),)),
    "orders:part": Guard(ORDER, "view", "capital.Order", "order_id", True, (("place", 1),)),
    "orders:payment": Guard(ORDER, "view", "capital.Order", "order_id", False, (("place", 1),)),
    "orders:release": Guard(ORDER, "view", "capital.Order", "order_id", False),
    "orders:prepare": Guard(PROBLEM, "view", "problems.Problem", "problem_id", False, (("route", "pilot-order"),)),
    "adoption:solution": Guard(SOLUTION, "view", "capital.Solution", "solution_id"),
    "adoption:do": Guard(SOLUTION, "view", "capital.Solution", "solution_id", False, (("verb", "list"),)),
    "adoption:adopt": Guard(SOLUTION, "view", "capital.Solution", "solution_id", False),
    "adoption:offer-solution": Guard(PROBLEM, "view", "problems.Problem", "problem_id", False),
    "people:organisation": Guard(ORGANISATION, "view", "people.Organisation", "organisation_id"),
    "people:invite": Guard(ORGANISATION, "view", "people.Organisation", "organisation_id", False),
    "people:withdraw": Guard(ORGANISATION, "view", "people.Organisation", "organisation_id", False),
    "people:remove": Guard(ORGANISATION, "view", "people.Organisation", "organisation_id", False),
    "credentials:credential": Guard(CREDENTIAL, "view", CREDENTIALS, "credential_id"),
    "credentials:revoke": Guard(CREDENTIAL, "revoke", CREDENTIALS, "credential_id", False),
    "issuer:credential": Guard(CREDENTIAL, "read", CREDENTIALS, "credential_id"),
    "people:registration": Guard(ORGANISATION, "manage", "people.Organisation", "organisation_id"),
    "people:verify": Guard(ORGANISATION, "verify", "people.Organisation", "organisation_id", False),
    "people:person": Guard(PERSON, "view", "people.Person", "person_id"),
    "people:sign-out": Guard(PERSON, "view", "people.Person", "person_id", False),
    "people:set-role": Guard(PERSON, "view", "people.Person", "person_id", False),
    "people:interests-of": Guard(PERSON, "manage-standing", "people.Person", "person_id"),
    "people:away": Guard(PERSON, "manage-standing", "people.Person", "person_id"),
    "people:new-absence": Guard(PERSON, "manage-standing", "people.Person", "person_id"),
    "people:new-delegation": Guard(PERSON, "manage-standing", "people.Person", "person_id", False),
    "people:organisation-interests": Guard(ORGANISATION, "manage", "people.Organisation", "organisation_id"),
    "people:end-interest": Guard("people.interest", "view", "people.Interest", "interest_id", False),
    "people:end-absence": Guard("people.absence", "view", "people.Absence", "absence_id", False),
    "people:revoke-delegation": Guard("people.delegation", "view", "people.Delegation", "delegation_id", False),
    "ledger:account": Guard("ledger.account", "view", "ledger.Account", "account_id"),
    "ledger:entry": Guard("ledger.entry", "view", "ledger.Entry", "entry_id"),
    "investing:portfolio": Guard(FUND, "view-inside", "capital.Vehicle", "vehicle_id"),
    "investing:terms": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "investing:new-investment": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "investing:new-distribution": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "investing:settle": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id", False),
    "investing:investment": Guard(INVESTMENT, "view", "capital.Investment", "investment_id"),
    "investing:investment-evidence": Guard(INVESTMENT, "view", "capital.Investment", "investment_id", False),
    "investing:new-valuation": Guard(INVESTMENT, "confirm", "capital.Investment", "investment_id"),
    "investing:new-proceeds": Guard(INVESTMENT, "confirm", "capital.Investment", "investment_id"),
    "investing:do-investment": Guard(INVESTMENT, "confirm", "capital.Investment", "investment_id", False, CONFIRM),
    "investing:new-conversion": Guard(INVESTMENT, "confirm", "capital.Investment", "investment_id"),
    "investing:conversion": Guard("capital.conversion", "view", "capital.Conversion", "conversion_id"),
    "investing:conversion-evidence": Guard("capital.conversion", "view", "capital.Conversion", "conversion_id", False),
    "investing:do-conversion": Guard(
        "capital.conversion", "confirm", "capital.Conversion", "conversion_id", False, CONFIRM
    ),
    "investing:valuation": Guard(VALUATION, "view", "capital.Valuation", "valuation_id"),
    "investing:valuation-evidence": Guard(VALUATION, "view", "capital.Valuation", "valuation_id", False),
    "investing:do-valuation": Guard(VALUATION, "confirm", "capital.Valuation", "valuation_id", False, CONFIRM),
    "investing:proceeds": Guard(PROCEEDS, "view", "capital.Proceeds", "proceeds_id"),
    "investing:proceeds-evidence": Guard(PROCEEDS, "view", "capital.Proceeds", "proceeds_id", False),
    "investing:do-proceeds": Guard(PROCEEDS, "confirm", "capital.Proceeds", "proceeds_id", False, CONFIRM),
    "investing:distribution": Guard(DISTRIBUTION, "view", "capital.Distribution", "distribution_id"),
    "investing:paths-json": Guard(DISTRIBUTION, "view", "capital.Distribution", "distribution_id", False),
    "investing:paths-csv": Guard(DISTRIBUTION, "view", "capital.Distribution", "distribution_id", False),
    "investing:do-distribution": Guard(
        DISTRIBUTION, "confirm", "capital.Distribution", "distribution_id", False, CONFIRM
    ),
    "cohorts:place": Guard(PLACE[0], "view", PLACE[1], "place_id"),
    "cohorts:ask-mentor": Guard(PLACE[0], "decide", PLACE[1], "place_id"),
    "cohorts:note": Guard(PLACE[0], "note", PLACE[1], "place_id"),
    "cohorts:decide": Guard(PLACE[0], "view", PLACE[1], "place_id", False, (("verb", "admit"),)),
    "cohorts:reply": Guard("capital.mentor", "answer", "capital.Mentor", "mentor_id"),
    "cohorts:round": Guard(ROUND[0], "view", ROUND[1], "round_id"),
    "cohorts:round-evidence": Guard(ROUND[0], "view", ROUND[1], "round_id", False),
    "cohorts:do-round": Guard(ROUND[0], "view", ROUND[1], "round_id", False, (("step", "confirmed"),)),
    "investing:fees": Guard(FUND, "view-inside", "capital.Vehicle", "vehicle_id"),
    "investing:new-feepayment": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "investing:feepayment": Guard(FEES, "view", "capital.FeePayment", "payment_id"),
    "investing:feepayment-evidence": Guard(FEES, "view", "capital.FeePayment", "payment_id", False),
    "investing:do-feepayment": Guard(FEES, "confirm", "capital.FeePayment", "payment_id", False, CONFIRM),
    "investing:new-buyout": Guard(FUND, "prepare", "capital.Vehicle", "vehicle_id"),
    "investing:buyout": Guard(BUY_OUT[0], "view", BUY_OUT[1], "buyout_id"),
    "investing:buyout-evidence": Guard(BUY_OUT[0], "view", BUY_OUT[1], "buyout_id", False),
    "investing:buyout-json": Guard(BUY_OUT[0], "view", BUY_OUT[1], "buyout_id", False),
    "investing:do-buyout": Guard(BUY_OUT[0], "confirm", BUY_OUT[1], "buyout_id", False, CONFIRM),
    "investing:buyout-part": Guard(BUY_OUT_PART[0], "view", BUY_OUT_PART[1], "part_id"),
    "investing:buyout-part-pdf": Guard(BUY_OUT_PART[0], "view", BUY_OUT_PART[1], "part_id", False),
    "investing:payout": Guard("capital.payout", "view", "capital.Payout", "payout_id"),
    "investing:payout-pdf": Guard("capital.payout", "view", "capital.Payout", "payout_id", False),
    "data:agreement": Guard("data.agreement", "view", "data.Agreement", "agreement_id"),
    "data:ask": Guard("data.agreement", "query", "data.Agreement", "agreement_id"),
    "data:question": Guard("data.question", "view", "data.Question", "question_id", False),
    "data:question-remove": Guard("data.question", "view", "data.Question", "question_id", False),
    "data:profile": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "data:sign": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "data:revoke": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "data:dossier": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False, IMPACT),
    "data:dossier-file": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False, IMPACT),
    "data:dossier-pdf": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False, IMPACT),
    "data:breach": Guard("data.breach", "view", "data.Breach", "breach_id"),
    "data:receipt": Guard("data.receipt", "view", "data.Receipt", "receipt_id"),
    "data:weighing": Guard("data.duties", "keep", "data.Weighing", "weighing_id", False),
    "data:cube": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "data:epsilon": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "data:publish-cube": Guard("data.agreement", "view", "data.Agreement", "agreement_id", False),
    "procedures:meeting": Guard(MEETING, "view", "procedures.Meeting", "meeting_id"),
    "procedures:meeting-pack": Guard(MEETING, "read-pack", "procedures.Meeting", "meeting_id"),
    "procedures:meeting-do": Guard(MEETING, "view", "procedures.Meeting", "meeting_id", False, (("verb", "open"),)),
}

# Open to everyone, or asks for a sign-in and then shows only one's own.
OPEN = {
    "every", "cohort", "apply", "rounds", "new-round",
    "authoring-guide", "api-root", "areas", "catalogue", "checkpoint", "entries", "consistency", "demo", "simulate",
    "demo-become", "demo-sign-in", "favicon", "feed", "gallery", "geojson", "health", "home", "how", "inclusion",
    "indicators", "key", "leaf", "near", "retention", "stamp", "stamped", "openapi-json", "openapi-view", "problems",
    "problem", "record", "entry", "register", "register-json", "licence-pdf", "licence-feed", "register-feed",
    "processing-csv", "processing-json",
    "registered", "registered-json", "robots", "search", "service", "services", "tile", "verify", "area", "bodies",
    "all", "ventures", "did", "about", "issue", "verify-presentation", "catalogue-jsonld", "service-jsonld",
    "mds-policies", "mds-policies-file", "mds-policy", "mds-geographies", "mds-geographies-file", "mds-geography",
    "near-atom", "lessons", "lessons-atom", "lesson", "interests", "meetings", "meetings-of", "regime", "regimes",
    "kind", "kinds", "authoring-reference", "published-exit", "published-exit-pdf", "taking-part",
    "records", "register-csv", "route", "laboratory", "programme", "programme-json", "programme-csv", "rules", "set",
    "turtle", "json-ld", "contract", "download", "agreements", "goal", "goal-json", "goal-csv", "model", "demo-days",
    "demo-day", "duties", "strategy", "gaps", "gap", "ask-open", "landing", "described", "conformance", "collections",
    "collection", "items", "item", "agreements-csv", "croissant", "package", "lineage", "harvested", "external",
    "set-slash", "gap-slash",
}  # fmt: skip
OWN = {
    "me", "edit-me", "answer", "cases", "work", "notices", "read-notices", "desk", "new", "start", "mail", "persons",
    "set-seat", "drop-key", "document", "credentials", "second-step", "confirm", "devices", "papers", "privacy",
    "consent", "export", "erase", "stay", "deliveries", "hand-out", "hand-over", "overview", "overview-csv", "letters",
    "feeds",
    "authoring", "begin-draft", "absences", "hand-over-tasks", "item-do",
    "books", "journal", "beancount", "letter-again", "watch", "undo", "share", "leave", "back", "owing", "mine",
    "new-vehicle", "map", "clocks", "contribute", "offer-new", "agree", "budgets",
    # tests/data/test_cube_pages.py
    "propose-cube", "cube-answer", "cube-answer-csv", "decide-epsilon",
    # Cap tables are held against the policy by tests/capital/test_deal_pages.py.
    "new-demo-day", "pitch", "pitch-interest", "board", "new-deal", "cap-table", "write-table", "import-table",
    "export-table", "breach-new",
    # What stewards do about data: held against the policy by tests/data/test_access.py and tests/data/test_gaps.py.
    "steward", "national", "raise-gap", "owe-gap", "close-gap",
}  # fmt: skip
# Opened by a secret that only its owner was told: tests/procedures/desk/test_letters.py, tests/trials/test_answers.py.
SECRET = {"atom", "ics", "follow"}
# Answered to programs: tests/*/test_api.py hold these against the policy, tests/data/test_sharing.py Delta Sharing,
# tests/data/test_iceberg.py the Iceberg catalogue.
API = {
    # What a token opens to CKAN's clients: tests/data/clients/test_ckan.py.
    "ckan-action", "ckan-action-short", "ckan-root", "ckan-root-bare",
    "shares", "share", "schemas", "tables", "all-tables", "version", "metadata", "query", "changes", "file",
    "config", "namespaces", "namespace", "table", "table-key", "unsupported",
    "case", "act", "pay", "telemetry", "status", "lots",
    "mds-vehicles", "mds-vehicle", "mds-statuses", "mds-status", "mds-stops", "mds-stop", "mds-telemetry", "mds-events",
    "mds-trips", "sta", "sta-slash", "sta-path", "sta-observations",
}  # fmt: skip


# Pages of accounts: a person's own, held by tests/people.
ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name, one


def routes(resolver: URLResolver) -> Iterator[str]:
    return (name for name, _ in patterns(resolver))


def test_every_route_says_who_may_see_it() -> None:
    named = {name for name in routes(get_resolver()) if not name.startswith(ALLAUTH) and name not in GUARDED}
    unknown = {name for name in named if name.rpartition(":")[2] not in OPEN | OWN | API | SECRET}
    assert unknown == set()


def test_no_name_leads_to_two_pages() -> None:
    """A link by a name that two routes of a room bear would lead to whichever was listed last."""
    taken: dict[tuple[str, frozenset[str]], set[object]] = {}
    for name, one in patterns(get_resolver()):
        if not name.startswith((*ALLAUTH, "api:")):
            taken.setdefault((name, frozenset(one.pattern.converters)), set()).add(one.callback)
    assert {key: found for key, found in taken.items() if len(found) > 1} == {}


def things(guard: Guard) -> list[Model]:
    return list(apps.get_model(guard.model).objects.order_by("-pk")[:EACH])


def client_of(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    if actor.id:
        client.force_login(apps.get_model("people.Person").objects.get(pk=actor.id))
    return client


def refused(reply: Any) -> bool:
    """Not there, not allowed, the way to sign in, or to what is public or one's own of it."""
    onward = ("/accounts/login/", "/register/", "/deals/mine")
    return reply.status_code in (403, 404) or (reply.status_code == 302 and reply["Location"].startswith(onward))


def wrong(name: str, guard: Guard, thing: Model, actor: Actor, client: Client) -> str | None:
    address = reverse(name, kwargs={guard.key: thing.pk, **dict(guard.more)})
    may = can(actor, guard.action, thing, type=guard.type)
    reply = client.get(address)
    status = reply.status_code
    if status >= 500 or (not may and not (refused(reply) or status == 405)) or (may and guard.strict and status != 200):
        return f"{actor.name or 'a passer-by'} → {address}: may={may}, got {status}"
    return None


def told_apart(actor: Actor, guard: Guard, found: list[Model]) -> list[Model]:
    """One that they may open and one that they may not, as far as there are."""
    return list({can(actor, guard.action, thing, type=guard.type): thing for thing in found}.values())


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["quick", "thorough"])
def test_every_address_keeps_to_the_policy(world: World, thorough: bool) -> None:
    """Everyone at every address: at each thing when thorough, else at one for each answer of the policy."""
    tried, faults = 0, []
    known = {name: things(guard) for name, guard in GUARDED.items()}
    for actor in world.values():
        client = client_of(actor)
        for name, guard in GUARDED.items():
            for thing in known[name] if thorough else told_apart(actor, guard, known[name]):
                tried += 1
                faults.append(wrong(name, guard, thing, actor, client))
    assert [fault for fault in faults if fault] == []
    assert tried > len(world) * 70


@pytest.mark.parametrize("model", ["procedures.Case", "trials.Trial", "people.Organisation", "ventures.Venture"])
def test_an_id_of_nothing_is_not_found(world: World, model: str) -> None:
    name = next(name for name, guard in GUARDED.items() if guard.model == model and guard.action == "view")
    address = reverse(name, kwargs={GUARDED[name].key: UUID(int=7)})
    assert {client_of(actor).get(address).status_code for actor in world.values()} <= {302, 404}
