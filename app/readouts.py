"""Numbers and names as the transport and the status line say them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.jobs_model import JobRow, clock_text, state_text
from app.song import SongView
from app.tracks_model import key_text
from app.widgets.plain_text import plain

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


def model_text(song: SongView) -> str:
    """Which model made the stems."""
    if song.separation is None:
        return ""
    return QCoreApplication.translate("Status", "stems: %s") % plain(song.separation.model, 40)


def job_text(row: JobRow) -> str:
    """``separating “Vibe Ace” 63%  0:41 left``."""
    left = QCoreApplication.translate("Status", "  %s left") % clock_text(row.eta) if row.eta is not None else ""
    return f"{plain(state_text(row), 60)} “{plain(row.label, 40)}” {row.fraction:.0%}{left}"
