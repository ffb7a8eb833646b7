"""The ledger in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ledger.policy import AUDITOR
from longbien.people.policy import ADMINISTRATOR, OFFICER
from longbien.ui.navigation import Entry, register

register(
    Entry(55, "ledger:books", gettext_lazy("Ledger"), role="|".join((AUDITOR, OFFICER, ADMINISTRATOR)), menu="account")
)
