"""What the machine decides about the tests of this folder."""

import os

# Only root has to change its user; for anybody else these cases do not exist.
collect_ignore = [] if os.geteuid() == 0 else ["test_local_postgres_as_root.py"]
