"""Kinds of trial, one file each: what is counted, how, and what a plan needs. A hub adds its own in `kinds/*.yaml`."""
