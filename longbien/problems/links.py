"""Where problems are shown."""

from longbien.problems import queries
from longbien.ui import links

links.register("problems.problem", url=queries.url, title=queries.title)
