"""Enter the hours of booking quotas into the ledger."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.models import Entitlement, Quota
from longbien.capital.queries.rights.quotas import account_code
from longbien.capital.rules.rights import quota
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word

GRANTED, USED = "rights/granted", "rights/used"
QUOTA_GRANTED = word("capital.quota-granted", Text.of(vi="Cấp hạn mức giờ máy", en="Machine hours granted as a quota"))


def open_quotas(rows: Iterable[Entitlement], *, by: Actor, at: datetime) -> None:
    """The hours of each quota, from what the machine owes to the account of its holder. Inside the action that brings
    the agreement into force."""
    for row in rows:
        if row.machine is not None and row.hours:
            unit = quota.unit(row.machine.code)
            open_ledger(unit, scale=quota.SCALE, by=by, at=at)
            granted = open_account(AccountTerms(unit, GRANTED, "credit"), by=by, at=at)
            open_account(AccountTerms(unit, USED, "debit"), by=by, at=at)
            whose = Subject("people.organisation", row.agreement.contribution.organisation_id)
            mine = open_account(AccountTerms(unit, account_code(row.pk), "debit", owner=whose), by=by, at=at)
            Quota.objects.create(entitlement=row, account_id=mine)
            post(_granting(row, mine, granted, at), by=by, at=at)


def _granting(row: Entitlement, mine: UUID, granted: UUID, at: datetime) -> Posting:
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    leg = Leg(debit=mine, credit=granted, amount=row.hours or 0)
    return Posting(quota_key(row.pk, "granted"), QUOTA_GRANTED, day, (leg,))


def quota_key(of: UUID, what: str) -> UUID:
    """The idempotency key of an entry about a quota or a booking."""
    return uuid5(NAMESPACE_URL, f"longbien:capital:quota:{what}:{of}")
