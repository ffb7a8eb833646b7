"""Reports in the menu."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(70, "reports:indicators", gettext_lazy("Goals"), menu="foot"))
