"""What every describer stands on: problems, memory, time, plain texts and `load` expressions."""
