"""Where problems are shown."""

from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.problems import queries
from longbien.ui import links


def catalogue() -> links.Link:
    return links.Link(_("Problems"), reverse("problems:catalogue"))


links.register("problems.problem", url=queries.url, title=queries.title, every=catalogue)
