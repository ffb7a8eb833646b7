"""The procedure that a new service begins with, put together from the parts wished for."""

from collections.abc import Iterator, Mapping

HEAD = """\
# One public service. Change what stands right of a colon; keep the spaces at the beginning of a line.
# Every key is explained in docs/how-to/describe-a-service.md.
procedure: {code}
version: 1                       # once published it never changes: raise the number to change the service
title: {title}   # yours; nothing with this title is published
service:
  type: cpsv:PublicService
  output: {name}   # what comes of it: one short code
  summary: {summary}
  who: {who}
  basis: hub-rule                # or legal_basis: [{{source: "Name of the law", locator: "Art. 1"}}]
  channels: [web]                # web, one-stop, post, telephone
calendar: {country}
roles:                           # who takes part
  applicant: case.owner          # the organisation that files the case
  officer: group:programme-officer
forms:
  request: forms/{name}.schema.json
letters:
  decision: letters/{name}.typ
"""
DRAFT = """\
states:                          # where a case can stand; the first one is where it begins
  draft:
    title: {draft}
    edit: [applicant]
    next: {draft_next}
"""
UNPAID = """\
  unpaid:
    title: {unpaid}
    next: {unpaid_next}
    sla: {{within: 10wd, then: lapse}}   # the applicant's deadline, not yours
"""
CHECKING = """\
  checking:
    title: {checking}
    next: {checking_next}
    sla: {{within: 3wd, late: [notify officer]}}   # three working days; then the officer is told
"""
DECIDING = """\
  deciding:
    title: {deciding}
    next: {deciding_next}
    sla: {{within: 2wd, late: [notify officer]}}
"""
ENDS = """\
  more_info:
    title: {more_info}
    next: {more_info_next}
    edit: [applicant]
    clock: stop                  # the officer's deadline waits meanwhile
    sla: {{within: 10wd, then: lapse}}
  done: {{title: {done}, final: true}}
"""
REFUSED = "  refused: {{title: {refused}, final: true}}\n"
APPEALED = """\
  refused:
    title: {refused}
    final: true
    appeal: {{procedure: {appeals}, within: 10wd, reopen: reopen}}
"""
SUBMIT = """\
  lapsed: {{title: {lapsed}, final: true}}
  withdrawn: {{title: {withdrawn}, final: true}}
actions:                         # what can be done: from where, to where, by whom
  submit:
    title: {submit}
    from: draft
    to: {after_submit}
    by: applicant
    form: request
"""
FEE = """\
    fee: {{minor: "50000", currency: {currency}}}   # your amount, in the smallest unit of the currency
    do: [receipt]
  go_on:                         # by itself, as soon as the fee is noted as paid
    title: {go_on}
    from: unpaid
    to: checking
    by: system
    auto: true
    guard: case.fees_paid
    do: [notify officer]
"""
ASK = """\
  ask:
    title: {ask}
    from: checking
    to: more_info
    by: officer
    require: [reason]
    do: [notify applicant]
  resubmit:
    title: {resubmit}
    from: more_info
    to: checking
    by: applicant
    form: request
    do: [receipt, notify officer]
"""
CHECK = """\
  check: {{title: {check}, from: checking, to: deciding, by: officer, do: [notify officer]}}
"""
DECIDE = """\
  accept:
    title: {accept}
    from: {decided_at}
    to: done
    by: officer
{eyes}    require: [reason]
    do: [letter decision, notify applicant]
  refuse:
    title: {refuse}
    from: {decided_at}
    to: refused
    by: officer
{eyes}    require: [reason]
    do: [letter decision, notify applicant]
"""
EYES = "    four_eyes: check   # not by whoever checked it\n"
REOPEN = """\
  reopen:                        # done by an appeal that is upheld
    title: {reopen}
    from: refused
    to: checking
    by: system
    require: [reason]
    do: [notify applicant, notify officer]
"""
WITHDRAW = """\
  withdraw: {{title: {withdraw}, from: [draft, {open}], to: withdrawn, by: applicant, require: [reason]}}
"""
LAPSE = "  lapse: {{title: {lapse}, from: {waits}, to: lapsed, by: system, do: [notify applicant]}}\n"


def procedure(parts: frozenset[str], given: Mapping[str, str]) -> str:
    """The text of the file; `given` holds every word of it."""
    fee, second = "fee" in parts, "second-officer" in parts
    ways = {
        "after_submit": "unpaid" if fee else "checking",
        "decided_at": "deciding" if second else "checking",
        "eyes": EYES if second else "",
        "open": ", ".join(["unpaid"] * fee + ["checking"] + ["deciding"] * second + ["more_info"]),
        "waits": "[unpaid, more_info]" if fee else "more_info",
    }
    return "".join(_blocks(fee=fee, second=second, appeal="appeal" in parts)).format(**given, **ways)


def _blocks(*, fee: bool, second: bool, appeal: bool) -> Iterator[str]:
    yield HEAD + DRAFT
    yield UNPAID if fee else ""
    yield CHECKING
    yield DECIDING if second else ""
    yield ENDS
    yield APPEALED if appeal else REFUSED
    yield SUBMIT
    yield FEE if fee else "    do: [receipt, notify officer]\n"
    yield ASK
    yield CHECK if second else ""
    yield DECIDE
    yield REOPEN if appeal else ""
    yield WITHDRAW + LAPSE
