"""People in the menus."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from longbien.people.policy import ADMINISTRATOR
from longbien.ui.navigation import Entry, register

register(Entry(10, "people:me", gettext_lazy("My page"), role="*", menu="account"))
register(Entry(60, "people:persons", gettext_lazy("People and roles"), role=ADMINISTRATOR, menu="account"))
register(Entry(65, "people:absences", gettext_lazy("Absences and deputies"), role=ADMINISTRATOR, menu="account"))
register(Entry(70, "people:deliveries", gettext_lazy("Work that got stuck"), role=ADMINISTRATOR, menu="account"))
register(Entry(80, "people:bodies", gettext_lazy("Founders and boards"), menu="foot"))
register(Entry(82, "people:interests", gettext_lazy("Register of interests"), menu="foot"))
if settings.DEVELOPMENT:
    register(Entry(90, "people:demo", gettext_lazy("Change person"), role="*", menu="account"))
