"""The environment's ``aurax``: starts the command line of the checkout it was called through.

The set-up copies this file into the environment's folder of programs, so it stands on its own. Clones share an
environment, so the checkout is found anew each time: (1) the folders above the path by which this file was called,
links not resolved, which is what ``<checkout>/.venv/bin/aurax`` and an activated ``.venv`` give; (2) ``AURAX_ROOT``;
(3) the checkout that used this environment last.
"""

import os
import sys
from pathlib import Path


def is_checkout(folder: Path) -> bool:
    """Whether the studio's sources lie there."""
    return (folder / "studio.py").is_file() and (folder / "engine" / "__main__.py").is_file()


def find_checkout(called_as: str, prefix: str) -> Path | None:
    """The checkout to run, None if there is none any more.

    Args:
        called_as: ``sys.argv[0]``.
        prefix: The environment's folder.
    """
    candidates = list(Path(called_as).absolute().parents)
    if os.environ.get("AURAX_ROOT"):
        candidates.append(Path(os.environ["AURAX_ROOT"]).absolute())
    note = Path(prefix) / "checkout"
    if note.is_file():
        candidates.append(Path(note.read_text(encoding="utf-8")))
    return next(filter(is_checkout, candidates), None)


def main() -> int:
    """Run the command line; its exit status."""
    checkout = find_checkout(sys.argv[0], sys.prefix)
    if checkout is None:
        hint = "Set AURAX_ROOT to it, or start studio.py there once."
        print(f"aurax: the studio's folder was not found. {hint}", file=sys.stderr)
        return 1
    sys.path[0] = str(checkout)
    os.environ["PYTHONPATH"] = str(checkout)  # for worker processes
    from engine.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
