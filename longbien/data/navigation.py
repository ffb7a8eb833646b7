"""Data in the menu."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(60, "data:catalogue", gettext_lazy("Data"), menu="foot"))
