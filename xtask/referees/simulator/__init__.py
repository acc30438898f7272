"""A local AWS account: moto's server, with what it lacks for formwork's resources.

Both engines deploy to the same server, so one reader sees what either leaves.
"""

from __future__ import annotations

import os

# moto's own variable for it, set for the server process by whoever starts it.
ACCOUNT_VARIABLE = "MOTO_ACCOUNT_ID"
ACCOUNT = os.environ.get(ACCOUNT_VARIABLE, "123456789012")
