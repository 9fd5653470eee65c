"""Numbers and names as the transport and the status line say them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.jobs_model import JobRow, clock_text, state_text
from app.song import SongView
from app.tracks_model import key_text
from app.widgets.plain_text import plain
from engine.core.errors import EngineError

NO_READOUTS = {"tempo": "", "key": "", "meter": "", "swing": "", "loudness": ""}


def song_readouts(song: SongView) -> dict[str, str]:
    """The transport's words about a song; empty where nothing is known."""
    analysis = song.analysis
    if analysis is None:
        return NO_READOUTS
    loudness = analysis.audio.loudness_lufs
    return {
        "tempo": f"{analysis.tempo_bpm:.2f}" if analysis.tempo_bpm is not None else "",
        "key": key_text(f"{analysis.key.tonic} {analysis.key.mode}") if analysis.key is not None else "",
        "meter": f"{analysis.meter.numerator}/{analysis.meter.denominator}" if analysis.meter is not None else "",
        "swing": f"{analysis.swing:.0%}" if analysis.swing is not None else "",
        "loudness": f"{loudness:.1f} LUFS".replace("-", "−") if loudness is not None else "",
    }


def model_text(song: SongView, models: Path) -> str:
    """Which model made the stems, with its licence where its card is known; ``models`` is the user's folder of them."""
    if song.separation is None:
        return ""
    name, licence = plain(song.separation.model, 40), _licence(song.separation.model, models)
    words = QCoreApplication.translate("Status", "stems: %s") % name
    return f"{words}, {licence}" if licence else words


@lru_cache(maxsize=16)
def _licence(model: str, models: Path) -> str:
    from engine.models.catalog import Catalog

    try:
        return plain(Catalog(models).get(model).licence, 40)
    except EngineError:  # the model has gone since, or another card is broken: not this line's business
        return ""


def job_text(row: JobRow) -> str:
    """``separating “Vibe Ace” 63%  0:41 left``."""
    left = QCoreApplication.translate("Status", "  %s left") % clock_text(row.eta) if row.eta is not None else ""
    return f"{plain(state_text(row), 60)} “{plain(row.label, 40)}” {row.fraction:.0%}{left}"
