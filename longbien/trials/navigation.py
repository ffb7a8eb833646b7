"""Trials in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(40, "trials:catalogue", gettext_lazy("Trials"), role="*", menu="account"))
register(Entry(50, "trials:register", gettext_lazy("Public register")))
register(Entry(60, "trials:near", gettext_lazy("Near me")))
