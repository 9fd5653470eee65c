"""Recipe: the network that hears where a log drum is struck (``engine/separation/instrument/attacks.py``).

It learns from the log-drum stems of a composed corpus as they are, with the other stems bleeding into them, and as a
separator leaves them: what it will be given. Example ``n`` of batch ``k`` follows from (seed, k, n) alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.instrument.attack_features import CLOCK, NUM_BANDS, RATE, attack_features
from engine.separation.instrument.attacks import THRESHOLD, pick_attacks
from trainer.recipes.loop import StepLoss

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import Tensor, nn

Mono = NDArray[np.float32]

_REST = (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
_AS_SEPARATED, _WITH_BLEED = 0.35, 0.4
_BLEED_DB = (3.0, 25.0)  # of the stem over what bleeds into it
_OWN_REST, _PLAYS, _PATCHY = 0.7, 0.7, 0.3
_PATCHES = 40
_ATTACK_WEIGHT = 4.0  # frames without an attack are about 30 times as many
_WIDTH = 2  # an attack falls off to nothing over so many frames
_HELD_OUT = 10  # every tenth song judges
_JUDGED_BLEED_DB = 10.0
_TOLERANCE_S = 0.05


@dataclass(frozen=True, slots=True)
class AttackSettings:
    """What is trained on what.

    Args:
        corpus: Of ``aurax train corpus make``.
        separated: Folder in which log-drum stems are kept as a separator leaves them; made where missing. None to do
            without them.
        separator: Its id.
        seed: Of the new weights and the examples.
        batch: Examples in a step.
    """

    corpus: Path
    separated: Path | None
    separator: str = "embedded"
    seed: int = 0
    batch: int = 8


@dataclass(slots=True)
class _Song:
    """A song of the corpus, read when it is first needed, in one channel at ``RATE``."""

    folder: Path
    attacks: NDArray[np.float64]
    stems: Mapping[Stem, Mono] = field(default_factory=dict)
    separated: Mono | None = None


class AttackRecipe:
    """See ``Recipe``.

    Raises:
        UserError: If the corpus holds no song with a log drum.
    """

    def __init__(self, settings: AttackSettings) -> None:
        self._settings = settings
        songs = [song for song in map(_song, sorted(settings.corpus.rglob("truth.json"))) if song is not None]
        self._held_out, self._songs = songs[::_HELD_OUT], [s for k, s in enumerate(songs) if k % _HELD_OUT]
        if not self._songs:
            raise UserError(
                f"There are not enough songs with a log drum in {settings.corpus}",
                "Make a corpus with: aurax train corpus make --out DIR",
            )

    def network(self) -> nn.Module:
        """Weights drawn from the seed."""
        import torch

        torch.manual_seed(self._settings.seed)
        return attack_network()

    def batches(self, numbers: range) -> Iterator[tuple[Tensor, Tensor]]:
        """Features ``[batch, bands, frames]`` and targets ``[batch, frames]``."""
        import torch

        for number in numbers:
            rng = np.random.default_rng([self._settings.seed, number])
            examples = [self._example(rng) for _ in range(self._settings.batch)]
            frames = min(len(target) for _, target in examples)
            features = np.stack([own[:frames].T for own, _ in examples])
            yield torch.from_numpy(features), torch.from_numpy(np.stack([own[:frames] for _, own in examples]))

    def _example(self, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        song, other = (self._songs[int(rng.integers(len(self._songs)))] for _ in range(2))
        way = float(rng.random())
        if self._settings.separated is not None and way < _AS_SEPARATED:
            wave = self._separated(song)
        else:
            wave = _stems(song)[Stem.LOG_DRUM]
            if way > 1.0 - _WITH_BLEED:
                wave = with_bleed(wave, _stems(song if rng.random() < _OWN_REST else other), rng)
        features = attack_features(wave)
        return features, target(song.attacks, len(features))

    def _separated(self, song: _Song) -> Mono:
        assert self._settings.separated is not None
        if song.separated is None:
            file = self._settings.separated / f"{song.folder.name}.npy"
            if not file.is_file():
                _separate(song.folder, file, self._settings.separator)
            song.separated = np.asarray(np.load(file), np.float32)
        return song.separated

    def loss(self, network: nn.Module, batch: Any, fabric: Fabric) -> StepLoss:
        """Cross-entropy of every frame."""
        from torch.nn.functional import binary_cross_entropy_with_logits

        features, wanted = (part.to(fabric.device) for part in batch)
        weight = 1.0 + (_ATTACK_WEIGHT - 1.0) * wanted
        return StepLoss(binary_cross_entropy_with_logits(network(features), wanted, weight=weight))

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """F-measure within 50 ms on held-out songs: as they are, with bleed, as separated; ``score`` is their mean."""
        rng = np.random.default_rng(self._settings.seed)
        ways: dict[str, list[tuple[NDArray[np.float64], Mono]]] = {"clean": [], "bleed": []}
        if self._settings.separated is not None:
            ways["separated"] = []
        for song in self._held_out:
            stems = _stems(song)
            ways["clean"].append((song.attacks, stems[Stem.LOG_DRUM]))
            bleed = with_bleed(stems[Stem.LOG_DRUM], stems, rng, level_db=_JUDGED_BLEED_DB)
            ways["bleed"].append((song.attacks, bleed))
            if "separated" in ways:
                ways["separated"].append((song.attacks, self._separated(song)))
        figures = {way: _f_measure(network, fabric, songs) for way, songs in ways.items()}
        return {**figures, "score": sum(figures.values()) / len(figures)}


def attack_network() -> nn.Module:
    """The network that ``engine.separation.instrument.attacks`` runs without torch, its weights by the same names."""
    import torch
    from torch import nn

    class AttackNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Conv1d(NUM_BANDS, 24, 9, padding=4)
            self.b = nn.Conv1d(24, 16, 9, padding=8, dilation=2)
            self.c = nn.Conv1d(16, 16, 5, padding=8, dilation=4)
            self.d = nn.Conv1d(16, 1, 5, padding=2)

        def forward(self, features: Tensor) -> Tensor:
            """Logits ``[batch, frames]`` of ``[batch, bands, frames]``."""
            x = torch.relu(self.b(torch.relu(self.a(features))))
            logits: Tensor = self.d(x + torch.relu(self.c(x)))[:, 0]
            return logits

    return AttackNetwork()


def target(attacks: NDArray[np.float64], num_frames: int) -> NDArray[np.float32]:
    """1 at the frame of an attack, falling to 0 over ``_WIDTH`` frames."""
    frames = np.arange(num_frames)[:, None]
    nearness = 1.0 - np.abs(frames - attacks[None] * CLOCK.rate) / _WIDTH
    return np.asarray(np.maximum(0.0, nearness.max(axis=1, initial=0.0)), np.float32)


def with_bleed(
    wave: Mono, stems: Mapping[Stem, Mono], rng: np.random.Generator, *, level_db: float | None = None
) -> Mono:
    """A log drum with some of the other stems in it, evenly or in patches as masks leave it."""
    bleed = np.zeros_like(wave)
    for stem in _REST:
        if rng.random() < _PLAYS:
            own = stems[stem][: len(wave)]
            bleed[: len(own)] += np.float32(rng.uniform(0.1, 1.0)) * own
    if rng.random() < _PATCHY:
        places = np.linspace(0, len(wave), _PATCHES)
        bleed *= np.interp(np.arange(len(wave)), places, rng.uniform(0.0, 1.0, _PATCHES) ** 2).astype(np.float32)
    level = float(rng.uniform(*_BLEED_DB)) if level_db is None else level_db
    power, own_power = float(np.mean(bleed**2)), float(np.mean(wave**2))
    if power <= 0.0:
        return wave
    return wave + bleed * np.float32(np.sqrt(own_power / power * 10.0 ** (-level / 10.0)))


def _song(file: Path) -> _Song | None:
    """A song of the corpus with its attacks; None where no log drum is struck."""
    truth = json.loads(file.read_text(encoding="utf-8"))
    onsets = np.array(truth["log_drum"]["onsets"], np.float64)
    return _Song(file.parent, onsets) if len(onsets) and not truth["ambiguous"] else None


def _stems(song: _Song) -> Mapping[Stem, Mono]:
    if not song.stems:
        song.stems = {stem: _mono(song.folder / "stems", stem.value) for stem in Stem}
    return song.stems


def _mono(folder: Path, name: str) -> Mono:
    from engine.audio.files import read
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono

    file = next((path for path in (folder / f"{name}.wav", folder / f"{name}.flac") if path.is_file()), None)
    if file is None:
        raise UserError(f"{folder} has no {name}", "Make the corpus again, or leave this song out.")
    return np.array(resample(to_mono(read(file)), RATE).samples[0])


def _separate(folder: Path, file: Path, separator: str) -> None:
    """Write the log drum that a separator takes out of a song's mixture."""
    import io

    from engine.audio.files import read
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono
    from engine.separation.overlap import separate
    from engine.separation.registry import load_separator
    from engine.whole_file import write_bytes

    mixture = next(path for path in (folder / "mixture.wav", folder / "mixture.flac") if path.is_file())
    stems = separate(read(mixture), load_separator(separator))
    if Stem.LOG_DRUM not in stems:
        raise UserError(f"'{separator}' takes no log drum out of a song", "Choose another --separator.")
    content = io.BytesIO()
    np.save(content, resample(to_mono(stems[Stem.LOG_DRUM]), RATE).samples[0])
    write_bytes(file, content.getvalue())


def _f_measure(network: nn.Module, fabric: Fabric, songs: Sequence[tuple[NDArray[np.float64], Mono]]) -> float:
    import mir_eval
    import torch

    matched = told = true = 0
    for attacks, wave in songs:
        features = torch.from_numpy(attack_features(Audio(wave[None], RATE).samples[0]).T[None]).to(fabric.device)
        with torch.no_grad():
            probability = torch.sigmoid(network(features))[0].double().cpu().numpy()
        found = pick_attacks(probability, threshold=THRESHOLD).times
        matched += len(mir_eval.util.match_events(attacks, found, _TOLERANCE_S)) if len(found) else 0
        told, true = told + len(found), true + len(attacks)
    return 2.0 * matched / max(1, told + true)
