"""HTTP: the application, its routes, the command line. Whatever serves, works or commands passes here first."""

import atexit
import gc

# Two thousand modules and the models of two hundred operations come in and stay. Looking for circles among them over
# and over takes a fifth of the time in which a process starts; afterwards a request leaves few circles behind.
gc.set_threshold(100_000, 20, 20)

# What is left at the end goes with the process: looking for circles in all of it once more, again and again as the
# modules are taken apart, takes a third of the time of a short command.
atexit.register(gc.freeze)
