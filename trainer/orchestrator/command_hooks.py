"""The user's commands at events: lists of words, the event as JSON on stdin. There is no shell to be injected into."""

from __future__ import annotations

import json
import logging
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 60.0
HOOKS_LOG = "hooks.log"


def run_hook(command: Sequence[str], event: Mapping[str, Any], run: Path) -> str:
    """Run a command and wait for it at most a minute; returns what went wrong, empty if nothing.

    The words are given as they stand in the plan; what happened is on stdin, ``AURAX_EVENT`` and ``AURAX_RUN`` in the
    environment. What the command prints goes to ``hooks.log`` in the run's folder.
    """
    if not command:
        return ""
    environment = {**os.environ, "AURAX_EVENT": str(event.get("event", "")), "AURAX_RUN": str(run)}
    content = json.dumps(event, ensure_ascii=False).encode()
    try:
        with (run / HOOKS_LOG).open("ab") as log:
            done = subprocess.run(
                list(command),
                input=content,
                stdout=log,
                stderr=log,
                env=environment,
                check=False,
                timeout=_TIMEOUT_SECONDS,
            )
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        logger.warning("hook %s: %s", command[0], error)
        return f"{command[0]}: {error}"
    return "" if done.returncode == 0 else f"{command[0]} ended with status {done.returncode}"
