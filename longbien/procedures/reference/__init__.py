"""Generated pages about procedures."""

from longbien.procedures.reference import forms

__all__ = ["forms"]
