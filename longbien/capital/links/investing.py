"""Where investments, their values and what comes of them are shown."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from longbien.capital import models
from longbien.capital.queries.investing.holdings import investment_cards, title
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import visible
from longbien.ui import links
from longbien.ui.language import say


def _of_investment(row_id: UUID, model: type[models.Valuation | models.Proceeds | models.Conversion]) -> str:
    found = model.objects.filter(pk=row_id).values_list("investment_id", flat=True).first()
    return title(found) if found else ""


def _of_fund(model: type[models.Distribution | models.FeePayment | models.BuyOut], row_id: UUID) -> str:
    return model.objects.filter(pk=row_id).values_list("vehicle__name", flat=True).first() or ""


def _of_payout(payout_id: UUID) -> str:
    row = models.Payout.objects.select_related("commitment__vehicle").filter(pk=payout_id).first()
    return row.commitment.vehicle.name if row else ""


def _of_buy_out_part(part_id: UUID) -> str:
    row = models.BuyOutPart.objects.select_related("commitment__vehicle").filter(pk=part_id).first()
    return row.commitment.vehicle.name if row else ""


links.register(
    "capital.investment", url=lambda key: reverse("investing:investment", args=[key]), title=title
)  # fmt: skip
links.register(
    "capital.valuation",
    url=lambda key: reverse("investing:valuation", args=[key]),
    title=lambda key: _of_investment(key, models.Valuation),
)
links.register(
    "capital.proceeds",
    url=lambda key: reverse("investing:proceeds", args=[key]),
    title=lambda key: _of_investment(key, models.Proceeds),
)
links.register(
    "capital.distribution",
    url=lambda key: reverse("investing:distribution", args=[key]),
    title=lambda key: _of_fund(models.Distribution, key),
)
links.register(
    "capital.feepayment",
    url=lambda key: reverse("investing:feepayment", args=[key]),
    title=lambda key: _of_fund(models.FeePayment, key),
)
links.register(
    "capital.conversion",
    url=lambda key: reverse("investing:conversion", args=[key]),
    title=lambda key: _of_investment(key, models.Conversion),
)
links.register(
    "capital.buyout",
    url=lambda key: reverse("investing:buyout", args=[key]),
    title=lambda key: _of_fund(models.BuyOut, key),
)
links.register(
    "capital.buyoutpart", url=lambda key: reverse("investing:buyout-part", args=[key]), title=_of_buy_out_part
)
links.register("capital.payout", url=lambda key: reverse("investing:payout", args=[key]), title=_of_payout)


@links.neighbours("people.organisation")
def of_organisation(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The funds that invested in a company, for those who may see it."""
    rows = visible(actor, models.Investment.objects.filter(organisation=subject.id))
    for card in investment_cards(rows[:20]):
        yield links.Link(card.vehicle, reverse("investing:investment", args=[card.id]), say(card.instrument_name))
