"""``python -m trainer`` is ``aurax train``."""

import sys

from engine.cli import main
from trainer.cli import TRAINER

if __name__ == "__main__":
    sys.exit(main(program=TRAINER))
