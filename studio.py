#!/usr/bin/env python3
"""The door: sets everything up on first use, then opens the window, the demo, the tests or the command line.

All that it does stands in ``installers/common/``. This file must parse on every Python 3, so that an old one gets
a sentence instead of a syntax error.
"""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)

if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(
        "studio.py: AURA-X Studio needs Python 3.11, 3.12 or 3.13, and this is Python %d.%d. "  # noqa: UP031 - f-strings do not parse on old Pythons
        "Start it with one of those, for example: python3.12 studio.py" % sys.version_info[:2]
    )

if __name__ == "__main__":
    from installers.common.bootstrap import main

    sys.exit(main(sys.argv[1:]))
