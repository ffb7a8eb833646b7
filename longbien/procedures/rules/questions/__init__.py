"""What a form asks now: questions that hang on answers, values that follow from others, pages, meanings, ranges."""
