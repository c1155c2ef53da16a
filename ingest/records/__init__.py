"""Documents into records: one per item of a list, tier of a benchmark, case or duty."""
