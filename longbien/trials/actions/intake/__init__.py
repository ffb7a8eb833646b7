"""The parts of taking in a batch: keep the bytes, judge, watch, store, stop."""
