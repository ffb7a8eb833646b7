"""Consent of participants: its words, and who gave it or took it back."""
