"""Asking for data: what a request and its decision say, what is due when, what the city's problems still lack."""
