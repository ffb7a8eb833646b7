"""What helps to write a procedure: limits, comparison, a drawing, sample cases, exports. No Django, no clock."""
