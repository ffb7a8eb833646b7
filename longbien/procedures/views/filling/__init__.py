"""Filling in the form of an action: its pages, the list of them, the last look before sending, the receipt."""
