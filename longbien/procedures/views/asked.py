"""What an application asks, as whoever prepares it wants to know beforehand: its questions and its papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.procedures.asking import fields_of
from longbien.procedures.queries.applicant.giving import first_forms
from longbien.procedures.queries.versions import Published, in_force
from longbien.procedures.rules.questions.pages import pages_of
from longbien.procedures.rules.questions.shapes import Schema
from longbien.procedures.views.filling.wanted import read
from longbien.procedures.views.shown import form_title
from longbien.ui.fields import Field


@dataclass(frozen=True)
class Asked:
    """A form of an applicant: its papers, and its questions under the titles of their pages."""

    title: Text
    papers: tuple[Field, ...]
    pages: tuple[tuple[Text | None, tuple[Field, ...]], ...]


def asked(code: str) -> tuple[Asked, ...]:
    """The forms that an applicant sends first, in the order of the file."""
    version = in_force(code)
    return tuple(_asked(version, form) for form in first_forms(version))


def _asked(version: Published, form: str) -> Asked:
    schema = version.schemas[form]
    fields = {field.name: field for field in fields_of(schema) if not field.computed}
    return Asked(
        form_title(version, form),
        tuple(field for field in fields.values() if field.kind == "file"),
        tuple(_pages(schema, fields)),
    )


def _pages(schema: Schema, fields: dict[str, Field]) -> Iterator[tuple[Text | None, tuple[Field, ...]]]:
    titled = [page for page in pages_of(schema) if page.title is not None]
    for page in titled:
        yield read(page.title), tuple(fields[name] for name in page.questions if name in fields)
    if not titled:
        yield None, tuple(fields.values())
