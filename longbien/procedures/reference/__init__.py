"""Generated pages about procedures."""

from longbien.procedures.reference import forms, services

__all__ = ["forms", "services"]
