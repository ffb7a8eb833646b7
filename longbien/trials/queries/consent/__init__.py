"""Reads of participants' consent."""
