"""Trials in the menus."""

from django.utils.translation import gettext_lazy

from longbien.people.policy import OFFICER
from longbien.trials.policy import LICENSING
from longbien.ui.navigation import Entry, register

register(Entry(40, "trials:catalogue", gettext_lazy("Trials"), role="*", menu="account"))
register(Entry(45, "trials:catalogue", gettext_lazy("Trials"), role=f"{LICENSING}|{OFFICER}"))
register(Entry(50, "trials:register", gettext_lazy("Public register")))
register(Entry(60, "trials:near", gettext_lazy("Near me")))
