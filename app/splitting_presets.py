"""How good and how fast: the three presets of the Split page, what they ask of this machine, what leaves after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from app.mixer import Mix
from app.window_state import WindowState
from engine.core.codec import decode_json, encode_json
from engine.core.stems import Stem
from engine.jobs.export_one_shots import ExportOneShots
from engine.jobs.export_song import ExportSong
from engine.jobs.song import SeparationOptions
from engine.settings import Settings

FAST, STANDARD, BEST = "fast", "standard", "best"
QUALITIES = (FAST, STANDARD, BEST)
_FASTEST_OVERLAP, _BEST_OVERLAP = 0.1, 0.5
_BEST_MODEL, _BEST_NEEDS = "htdemucs+log_drum", "htdemucs"
"""The cascade with the strongest public network that is known; used where the user has installed its weights."""
_USUAL_RATE = {FAST: 0.35, STANDARD: 0.4, BEST: 0.45}
"""Seconds of work for one of song until this machine has shown its own: separation and analysis on two shared cores."""
_FIRST_WEIGHT = 0.4  # of the newest measurement: machines change their mind slowly


def _tr(text: str) -> str:
    return QCoreApplication.translate("Splitting", text)


@dataclass(frozen=True, slots=True)
class SplitWishes:
    """What the page's controls say.

    Args:
        quality: Of ``QUALITIES``.
        num_stems: 5, or 4 with the log drum in the bass.
        written: Stems that leave with an export.
        exports: Of ``EXPORTS``, done when a song is ready.
        folder: Where exports go; empty where none was chosen.
        audio_format: Of a stem pack.
    """

    quality: str = STANDARD
    num_stems: int = 5
    written: tuple[Stem, ...] = tuple(Stem)
    exports: tuple[str, ...] = ()
    folder: str = ""
    audio_format: str = "wav"

    @property
    def present(self) -> tuple[Stem, ...]:
        """The stems there will be."""
        return tuple(stem for stem in Stem if self.num_stems == 5 or stem is not Stem.LOG_DRUM)


def remembered_wishes(state: WindowState, name: str) -> SplitWishes:
    """What the controls said last time; the usual where nothing is remembered or it cannot be read.

    Args:
        state: The window's memory.
        name: Whose controls.
    """
    music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
    usual = SplitWishes(folder=str(Path(music or Path.home()) / "AURA-X Studio"))
    text = state.text(name)
    try:
        found = decode_json(text.encode(), SplitWishes) if text else usual
    except ValueError:  # msgspec's errors are such
        return usual
    known = {preset.id for preset in export_presets()}
    is_known = found.quality in QUALITIES and found.num_stems in (4, 5) and known >= set(found.exports)
    return found if is_known else usual


def remember_wishes(state: WindowState, name: str, wishes: SplitWishes) -> None:
    """Keep what the controls say for the next time."""
    state.set_text(name, encode_json(wishes).decode())


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """One press: a form of ``engine.jobs.export_song`` or ``one-shots``, and its words."""

    id: str
    text: str
    help: str


def export_presets() -> tuple[ExportPreset, ...]:
    """In the order of the page."""
    return (
        ExportPreset("stem-pack", _tr("Stem pack"), _tr("One file a stem, named by tempo and key")),
        ExportPreset(
            "dawproject", _tr("DAWproject"), _tr("Stems, notes, tempo and sections for Bitwig, Studio One, Cubase")
        ),
        ExportPreset("midi", _tr("MIDI"), _tr("Notes of every stem with tempo, chords and sections")),
        ExportPreset("loops", _tr("Loops"), _tr("Whole bars of every section that repeat without a click")),
        ExportPreset("rekordbox", _tr("rekordbox"), _tr("Beat grid, key and cues for a DJ's collection")),
        ExportPreset("one-shots", _tr("One-shots"), _tr("The log drum's sounds for a sampler, with its notes")),
    )


def quality_texts() -> dict[str, str]:
    """The presets in words."""
    return {FAST: _tr("Fast"), STANDARD: _tr("Standard"), BEST: _tr("Best")}


def options_of(wishes: SplitWishes, settings: Settings, models_folder: Path) -> SeparationOptions:
    """What a preset means on this machine.

    Raises:
        UserError: If a model's card cannot be read.
    """
    from engine.models.catalog import Catalog
    from engine.models.installed import is_available

    chosen = settings.separation
    if wishes.quality == FAST:
        return SeparationOptions(model="embedded", overlap=_FASTEST_OVERLAP, num_stems=wishes.num_stems)
    if wishes.quality == STANDARD:
        return SeparationOptions(model=chosen.model, overlap=chosen.overlap, num_stems=wishes.num_stems)
    card = next((card for card in Catalog(models_folder) if card.id == _BEST_NEEDS), None)
    is_here = card is not None and is_available(card, models_folder)
    model = _BEST_MODEL if is_here else chosen.model
    return SeparationOptions(model=model, overlap=max(_BEST_OVERLAP, chosen.overlap), num_stems=wishes.num_stems)


def seconds_for(duration: float, quality: str, state: WindowState) -> float:
    """Seconds of work for a song of that length: by what this machine has shown, else by the usual."""
    return duration * _rate(quality, state)


def is_measured(quality: str, state: WindowState) -> bool:
    """Whether this machine has shown how fast it is with a preset."""
    return bool(state.text(f"split_rate_{quality}"))


def _rate(quality: str, state: WindowState) -> float:
    try:
        return max(1e-3, float(state.text(f"split_rate_{quality}")))
    except ValueError:
        return _USUAL_RATE[quality]


def remember_rate(quality: str, duration: float, seconds: float, state: WindowState) -> None:
    """A song of ``duration`` has taken ``seconds``: the next estimate knows it."""
    if duration <= 0.0 or seconds <= 0.0:
        return
    shown = seconds / duration
    if is_measured(quality, state):
        shown = _FIRST_WEIGHT * shown + (1.0 - _FIRST_WEIGHT) * _rate(quality, state)
    state.set_text(f"split_rate_{quality}", f"{shown:.4f}")


def export_spec(
    preset: str, song_folder: str, source: str, name: str, wishes: SplitWishes, *, mix: Mix
) -> ExportSong | ExportOneShots:
    """The job of one press.

    Args:
        preset: Of ``export_presets``.
        song_folder: Of the opened song.
        source: The user's own file.
        name: The song's safe name.
        wishes: Where to, which stems, which format.
        mix: How the song's lanes stand; a project opens so.
    """
    target = str(Path(wishes.folder) / name)
    if preset == "one-shots":
        return ExportOneShots(song_folder, target, name)
    is_all = set(wishes.written) >= set(wishes.present)
    return ExportSong(
        song_folder=song_folder,
        folder=target,
        name=name,
        forms=(preset,),
        source=source,
        audio_format=wishes.audio_format if preset == "stem-pack" else "wav",
        mix=mix.strips() if preset == "dawproject" else (),
        stems=() if is_all else tuple(stem.value for stem in wishes.present if stem in wishes.written),
    )
