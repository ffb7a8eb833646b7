"""The parts that pages are made of, as template tags and filters; `{% load ui %}` brings them all."""
