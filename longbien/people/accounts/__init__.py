"""Accounts: django-allauth's flows with our words, our forms and our record."""
