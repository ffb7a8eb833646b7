"""Capital in the menus."""

from django.utils.translation import gettext_lazy

from longbien.capital.policy import FUND
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import ADMINISTRATOR, OFFICER
from longbien.ui.navigation import Entry, register

register(Entry(55, "capital:programme", gettext_lazy("Funds")))
register(Entry(55, "capital:mine", gettext_lazy("My commitments"), role="*", menu="account"))

register(Entry(52, "rights:map", gettext_lazy("Rights map"), role=f"{OFFICER}|{ADMINISTRATOR}"))
register(Entry(60, "rights:mine", gettext_lazy("Rights"), role="*", menu="account"))
register(Entry(40, "rights:register", gettext_lazy("Rights over laboratories"), menu="foot"))

register(Entry(56, "deals:board", gettext_lazy("Deals"), role=f"{FUND}|{AUDITOR}"))
register(Entry(61, "deals:mine", gettext_lazy("Our deals"), role="*", menu="account"))
register(Entry(41, "tables:model", gettext_lazy("Dilution modeller"), menu="foot"))
register(Entry(42, "deals:demo-days", gettext_lazy("Demo days"), menu="foot"))
register(Entry(43, "cohorts:every", gettext_lazy("Cohorts"), menu="foot"))
register(Entry(57, "cohorts:rounds", gettext_lazy("Follow-on rounds"), role=f"{FUND}|{AUDITOR}|{OFFICER}"))
register(Entry(50, "orders:register", gettext_lazy("Orders and grants"), menu="foot"))
register(Entry(51, "adoption:catalogue", gettext_lazy("Proven solutions"), menu="foot"))
register(Entry(58, "orders:mine", gettext_lazy("Our orders"), role="*", menu="account"))
register(Entry(56, "orders:budgets", gettext_lazy("Budgets for orders"), role=FUND))
