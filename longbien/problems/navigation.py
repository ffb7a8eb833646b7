"""Problems in the menus."""

from django.utils.translation import gettext_lazy

from longbien.ui.navigation import Entry, register

register(Entry(10, "problems:catalogue", gettext_lazy("Problems")))
register(Entry(20, "problems:desk", gettext_lazy("State problems"), role="department-officer", menu="account"))
