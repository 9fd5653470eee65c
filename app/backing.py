"""What stands behind a window: everything it shows and asks, made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.background import Background
from app.jobs_model import JobsModel
from app.labelling import Labelling
from app.operations import Operations
from app.player.client import Player
from app.scoring import Scoring
from app.tracks_model import TracksModel
from app.window_state import WindowState
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a window.

    Attributes:
        paths: The user's folders.
        settings: The user's choices.
        library: The open collection.
        operations: The user's intents.
        jobs: The queue's table.
        tracks: The library's table.
        background: Threads for reading the library.
        state: What was remembered from the last session.
        scoring: The cultural scores of the song on the page.
        labelling: What people say of it.
        make_player: Makes a playback process, started or not.
    """

    paths: Paths
    settings: Settings
    library: Library
    operations: Operations
    jobs: JobsModel
    tracks: TracksModel
    background: Background
    state: WindowState
    scoring: Scoring
    labelling: Labelling
    make_player: Callable[[], Player]
