"""The suite. What any test imports passes here first."""

import gc

# Some two thousand modules and the syntax trees of rewritten assertions come in and stay: looking for circles among them
# over and over takes a fifth of the time in which a process of the suite starts.
gc.set_threshold(100_000, 20, 20)
