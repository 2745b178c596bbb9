"""`python -m controllist` is the same program as `controllist`."""

import sys

from controllist.cli import main

if __name__ == "__main__":
    sys.exit(main())
