"""How often the killing tests kill: a few times by default, as often as SHUPING_ENDURE says."""

import os

# Read when the module is loaded: each test's own settings have not replaced the environment yet.
ROUNDS = int(os.environ.get("SHUPING_ENDURE", "3"))
SEED = 20201231
