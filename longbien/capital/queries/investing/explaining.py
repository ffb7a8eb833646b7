"""A distribution or a buy-out explained: each unit's path to a clause, to its inputs, to the documents behind these."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from longbien.capital import models
from longbien.capital.queries.funds.commitments import commitment_cards
from longbien.capital.queries.investing.buy_outs import BuyOutCard, buy_out
from longbien.capital.queries.investing.decisions import DistributionCard, distribution
from longbien.capital.rules.investing.explaining import Explanation, Path, explained
from longbien.capital.rules.investing.flows import LATE, Flow, read_flow
from longbien.capital.rules.investing.proceeds import KINDS
from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.record.queries import Document, document

CALL = Text.of(vi="Lần gọi vốn {n}", en="Capital call {n}")
INVESTED = Text.of(vi="Khoản đầu tư {n}: {who}", en="Investment {n}: {who}")
GIVEN = Text.of(vi="Lần phân chia {n}", en="Distribution {n}")
TAKEN = Text.of(vi="Khoản thu {n}: {who} ({kind})", en="Proceeds {n}: {who} ({kind})")


@dataclass(frozen=True)
class Origin:
    """Where an input stands: what it is, its page, and the document behind it."""

    name: Text
    url: str
    paper: Document | None = None
    sha256: str = ""


@dataclass(frozen=True)
class FlowCard:
    """A flow that the distribution was run over; `is_now` says that it is what is distributed."""

    flow: Flow
    origin: Origin | None
    amount: Money
    is_now: bool


@dataclass(frozen=True)
class ExplainedCard:
    """`names` are the investors by the ids that paths hold; `origins` by the sources that inputs name."""

    explanation: Explanation
    flows: tuple[FlowCard, ...]
    names: dict[str, str]
    sides: dict[str, str]
    origins: dict[str, Origin]
    terms_number: int
    terms_sha256: str


def explain(card: DistributionCard | BuyOutCard) -> ExplainedCard:
    """From the plan as it was stored. The caller has asked the policy; a settlement has no paths."""
    content = json.loads(card.plan)
    flows = [read_flow(one) for one in content.get("flows", ())]
    vehicle_id, currency = card.decision.vehicle_id, card.amount.currency
    origins = origins_of(vehicle_id)
    origins |= _late(origins, [one.source for one in flows])
    now = len(content["payments"])
    shown = tuple(
        FlowCard(one, origins.get(one.source), Money(_moved(one), currency), n >= len(flows) - now)
        for n, one in enumerate(flows)
    )
    names, sides = investors_of(vehicle_id)
    terms = models.Terms.objects.filter(vehicle=vehicle_id, sha256=content["terms"]).first()
    return ExplainedCard(
        explained(content), shown, names, sides, origins, terms.number if terms else 0, content["terms"]
    )


def _moved(flow: Flow) -> int:
    return flow.called or flow.proceeds or flow.cost or flow.public + flow.private


def _late(origins: Mapping[str, Origin], sources: Iterable[str]) -> dict[str, Origin]:
    """What was paid late of a call stands with that call."""
    calls = ((one, one.partition(LATE)[0]) for one in sources if LATE in one)
    return {one: origins[call] for one, call in calls if call in origins}


def investors_of(vehicle_id: UUID) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the investors, and whose money each brought, by the ids that paths hold."""
    held = models.Commitment.objects.select_related("vehicle", "close").filter(vehicle=vehicle_id)
    cards = commitment_cards(held)
    return {str(one.id): one.organisation.name for one in cards}, {str(one.id): one.source for one in cards}


@dataclass(frozen=True)
class Settled:
    """A settlement to read."""

    received: Money
    profit: Money
    due: Money
    from_escrow: Money
    from_manager: Money
    released: Money


def settlement_of(card: DistributionCard) -> Settled:
    """The sums of a stored settlement."""
    content = json.loads(card.plan)
    return Settled(*(Money(int(content[name]), card.amount.currency) for name in SETTLED))


SETTLED = ("received", "profit", "due", "from_escrow", "from_manager", "released")


def named(slug: str) -> DistributionCard | BuyOutCard:
    """A distribution or a buy-out by the id in its address, for the command line. Refusal 404 for one that isn't there,
    or is a settlement."""
    try:
        key = from_slug(slug)
    except ValueError:
        raise not_found() from None
    if models.BuyOut.objects.filter(pk=key).exists():
        return buy_out(key)
    if models.Distribution.objects.filter(pk=key, settles=False).exists():
        return distribution(key)
    raise not_found()


def origins_of(vehicle_id: UUID) -> dict[str, Origin]:
    """By the words that flows are named with."""
    found: dict[str, Origin] = {}
    for call in models.Call.objects.filter(vehicle=vehicle_id, number__isnull=False):
        address = reverse("capital:call", args=[call.pk])
        found[f"call {call.number}"] = Origin(_named(CALL, n=call.number), address, sha256=call.sha256)
    for given in models.Distribution.objects.filter(vehicle=vehicle_id, number__isnull=False):
        address = reverse("investing:distribution", args=[given.pk])
        found[f"distribution {given.number}"] = Origin(_named(GIVEN, n=given.number), address, sha256=given.sha256)
    for held in models.Commitment.objects.select_related("organisation").filter(vehicle=vehicle_id):
        address = reverse("capital:commitment", args=[held.pk])
        found[f"commitment {held.pk}"] = Origin(Text.of(und=held.organisation.name), address)
    posted = {"vehicle": vehicle_id, "number__isnull": False}
    for row in models.Investment.objects.select_related("organisation").filter(**posted):
        address = reverse("investing:investment", args=[row.pk])
        name = _named(INVESTED, n=row.number, who=row.organisation.name)
        found[f"investment {row.number}"] = Origin(name, address, _paper(row.evidence))
    for back in models.Proceeds.objects.select_related("investment__organisation").filter(**posted):
        address, kind = reverse("investing:proceeds", args=[back.pk]), KINDS[back.kind]
        said = {"n": back.number, "who": back.investment.organisation.name}
        name = Text.of(**{lang: TAKEN[lang].format(**said, kind=kind[lang]) for lang in ("vi", "en")})
        found[f"proceeds {back.number}"] = Origin(name, address, _paper(back.evidence))
    return found


def _paper(document_id: UUID | None) -> Document | None:
    return document(document_id) if document_id else None


def _named(words: Text, **said: object) -> Text:
    return Text.of(**{language: words[language].format(**said) for language in ("vi", "en")})


def data_of(card: DistributionCard | BuyOutCard, told: ExplainedCard) -> dict[str, Any]:
    """Every path, for machines: amounts as strings of minor units, exact shares as fractions."""
    return {
        "buy_out" if isinstance(card, BuyOutCard) else "distribution": to_slug(card.decision.id),
        "number": card.decision.number,
        "currency": card.amount.currency,
        "cash": str(told.explanation.cash),
        "residual": str(told.explanation.residual),
        "terms": {"number": told.terms_number, "sha256": told.terms_sha256},
        "paths": [_path_data(path, told) for path in told.explanation.paths],
    }


def _path_data(path: Path, told: ExplainedCard) -> dict[str, Any]:
    data: dict[str, Any] = {
        "first": str(path.first),
        "units": str(path.minor),
        "to": told.names.get(path.investor, "manager"),
        "tier": path.line.tier,
        "clause": path.line.clause,
        "formula": path.line.formula,
        "inputs": [_input(one, told) for one in path.line.inputs],
    }
    if path.investor:
        data["share"] = {"exact": str(path.exact), "of": str(path.stretch), "owed_before": str(path.owed)}
    if path.side:
        data["public_terms"] = {"clause": path.side.clause, "formula": path.side.formula}
        data["public_terms"]["inputs"] = [_input(one, told) for one in path.side.inputs]
    return data


def _input(one: tuple[str, str, str], told: ExplainedCard) -> dict[str, Any]:
    name, value, source = one
    origin = told.origins.get(source)
    data: dict[str, Any] = {"name": name, "value": value, "source": source}
    if origin and origin.paper:
        data["document"] = {"name": origin.paper.name, "sha256": origin.paper.sha256}
    return data
