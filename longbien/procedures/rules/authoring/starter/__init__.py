"""What a new service begins with: a small procedure in order, its form, its letter and sample cases, in every language
of the hub, with the parts that its clerk wishes for.

Every line that a clerk will want to change says so beside it. The file passes lint as it is, and its samples go well.
"""

import re
from collections.abc import Mapping

from longbien.procedures.rules.authoring.starter.form import form
from longbien.procedures.rules.authoring.starter.letter import letter
from longbien.procedures.rules.authoring.starter.procedure import procedure
from longbien.procedures.rules.authoring.starter.samples import samples
from longbien.procedures.rules.authoring.starter.wishes import PLAIN, Wishes
from longbien.procedures.rules.authoring.starter.words import WORDS, said, written
from longbien.procedures.rules.authoring.texts import Texts

NAME = re.compile(r"[a-z][a-z0-9\-]{2,60}")
# What every service must say in words of its own; the rest of the starter may well stay as it is.
TO_WRITE = {("title",): "title", ("service", "summary"): "summary", ("service", "who"): "who"}


def starter(hub: str, name: str, country: str, languages: tuple[str, ...], wishes: Wishes = PLAIN) -> Texts:
    """The texts of a new service of a hub. ValueError for a name that no file and no address can have."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a good name for a service: {name!r}")
    words = {key: written(wishes.said.get(key) or said(key, languages)) for key in WORDS}
    given = {
        "code": f"{hub}.{name}", "name": name, "country": country, "currency": wishes.currency,
        "appeals": wishes.appeals, **words,
    }  # fmt: skip
    beside = {f"forms/{name}.schema.json": form(languages), f"letters/{name}.typ": letter(languages)}
    return Texts(procedure(wishes.parts, given), beside, samples(wishes.parts, given))


def untouched_parts(data: object) -> tuple[tuple[str, ...], ...]:
    """Where a service still says what every new one begins with."""
    return tuple(path for path, key in TO_WRITE.items() if is_untouched(_at(data, path), key))


def is_untouched(said_: object, key: str = "title") -> bool:
    """Whether a text is still that of the starter, in any language."""
    return isinstance(said_, Mapping) and any(one in WORDS[key] for one in said_.values())


def _at(data: object, path: tuple[str, ...]) -> object:
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data
