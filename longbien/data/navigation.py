"""Data in the menus."""

from django.utils.translation import gettext_lazy

from longbien.data.policy import STEWARD
from longbien.ui.navigation import Entry, register

register(Entry(57, "data:catalogue", gettext_lazy("Data")))
register(Entry(59, "data:mine", gettext_lazy("My data access"), role="*", menu="account"))
register(Entry(59, "data:steward", gettext_lazy("Steward's desk"), role=STEWARD, menu="account"))
