"""How often the killing tests kill: a few times by default, often with SHUPING_ENDURE=1."""

import os

# Read when the module is loaded: each test's own settings have not replaced the environment yet.
ROUNDS = 50 if os.environ.get("SHUPING_ENDURE") == "1" else 3
SEED = 20201231
