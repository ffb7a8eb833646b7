"""What an engine is asked: one view that the terms compile to, and a statement over it."""

from dataclasses import dataclass, field

import ibis

from longbien.data.engines.expression import governed, rows_of, sql
from longbien.data.engines.words import EngineName
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.contract.contract import Contract

RAW = "every_row_of_the_edition"
"""What the engine calls the rows themselves; no statement may name it (`translated`)."""


@dataclass(frozen=True)
class Asked:
    """`name` is what the view is called in the statement; `files` are the Parquet files of the edition, whole paths or
    `s3://bucket/…`; `most` is how many rows are given out."""

    name: str
    terms: Terms
    contract: Contract
    files: tuple[str, ...]
    key: str = field(repr=False)
    statement: str
    most: int

    @property
    def is_away(self) -> bool:
        """Whether the files lie in a bucket."""
        return any(file.startswith("s3://") for file in self.files)

    @property
    def used(self) -> frozenset[str]:
        """The columns that the terms show or ask."""
        return frozenset({*self.terms.names, *(one.column for one in self.terms.rows)})

    @property
    def lacks(self) -> frozenset[str]:
        """Columns of the terms that the data set has no more."""
        return self.used - {one.name for one in self.contract.columns}

    @property
    def codes_numbers(self) -> bool:
        """Whether a number that needn't be whole is shown as a code: such terms can't be agreed on any more."""
        kinds = {one.name: one.kind for one in self.contract.columns}
        return any(one.mask.kind == "pseudonym" and kinds[one.column] == "number" for one in self.terms.columns)

    def view(self, engine: EngineName, raw: str = RAW) -> str:
        """The SELECT of the view, over a table that the engine calls `raw`."""
        return sql(self.expression(engine, raw), engine)

    def expression(self, engine: EngineName, raw: str = RAW) -> ibis.Table:
        return governed(self.terms, self.contract, rows_of(self.contract, raw), engine, key=self.key)
