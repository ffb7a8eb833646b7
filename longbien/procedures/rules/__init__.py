"""The engine's rules: a procedure read from data, checked, and asked who may do what. No Django, no clock, no query."""
