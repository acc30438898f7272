"""`python -m referees <verb> …`."""

import sys

from referees.cli import main

sys.exit(main(sys.argv[1:]))
