"""Kwaito pulse and chant: four-on-the-floor kick with a bass ostinato, chants, claps and congas.

After the domain reference 4.4 (M3). Tempo says nothing here: it stands in the evidence as context alone. Quotations of
hooks are for people to note.
"""

from __future__ import annotations

import numpy as np

from engine.core.stems import Stem
from engine.culture.bars import Window
from engine.culture.grooves import Floats, back_beat, four_on_the_floor, ostinato, tumbao
from engine.culture.harmony import bars_text
from engine.culture.judging import MarkerInputs
from engine.culture.song import CultureSong
from engine.culture.voices import by_ear, chant_share

_CLEAR = 0.5  # from here on a share or likeness is worth a clause


def measure(song: CultureSong) -> MarkerInputs:
    """What speaks for kwaito in a song; nothing can be told where no drums were transcribed."""
    kick = four_on_the_floor(song)
    if kick is None:
        return MarkerInputs(why="its drums were not transcribed")
    if not song.notes(Stem.DRUMS):
        return MarkerInputs(why="no drums were heard")
    line = ostinato(song)
    heard: dict[str, Floats | None] = {
        "pulse_ostinato": None if line is None else np.sqrt(kick * np.nan_to_num(line)),
        "chant": chant_share(song),
        "chant_sound": by_ear(song, "chant"),
        "claps": back_beat(song),
        "congas": tumbao(song),
    }
    known = {name: own for name, own in heard.items() if own is not None}
    return MarkerInputs(
        by_window=known,
        weights=_played(song),
        words=lambda window: words(song, window, {"kick": kick, "ostinato": line, **heard}),
    )


def words(song: CultureSong, window: Window, heard: dict[str, Floats | None]) -> str:
    """What is played in a stretch: ``a kick on every beat, a bass line that returns …``."""
    at = {name: float("nan") if own is None else float(own[window.index]) for name, own in heard.items()}
    clauses = [
        clause
        for name, clause in (
            ("kick", "a kick on every beat"),
            ("ostinato", f"a low line that returns ({at['ostinato']:.0%} alike)"),
            ("claps", "claps or snares on two and four"),
            ("congas", "congas in a tumbao"),
        )
        if at[name] >= _CLEAR
    ]
    if at["chant"] > 0.0:
        clauses.append(f"chants for {at['chant']:.0%} of the time")
    tempo = song.analysis.tempo_bpm
    context = "" if tempo is None else f"; {tempo:.0f} BPM, which does not count"
    told = ", ".join(clauses) or "neither a kick on every beat with a returning bass line nor chants"
    return f"{told} in {bars_text(window)}{context}"


def _played(song: CultureSong) -> Floats:
    """1 for stretches in which drums or a low line play, 0 for those without either."""
    onsets = [note.onset for stem in (Stem.DRUMS, Stem.BASS, Stem.LOG_DRUM) for note in song.notes(stem)]
    raster = song.bars.raster(onsets)
    return np.asarray([float(raster[w.first_bar - 1 : w.last_bar].any()) for w in song.windows], np.float64)
