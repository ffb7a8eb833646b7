"""Trials in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(40, "trials:catalogue", gettext_lazy("Trials"), role="*"))
