"""MusicGen as a generator: words (and a melody, or a beginning) to sound. It plans nothing and knows no notes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.errors import ModelNotInstalled, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.generation.base import Made, Planned, Request
from engine.generation.musicgen.checkpoint import LICENCE, Checkpoint, is_musicgen, open_checkpoint
from engine.generation.musicgen.memory import need, require_room
from engine.generation.musicgen.model import MusicGen, Wanted
from engine.generation.musicgen.routing import ARCHITECTURE, route
from engine.generation.musicgen.sampling import Noise, Sampling

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.core.model_card import ModelCard
    from engine.generation.setup import GeneratorSetup
    from engine.models.catalog import Catalog

DEFAULT_MODEL = "musicgen-small"
DEFAULT_SECONDS = 20.0
STYLE_WORDS = {
    "classic": "classic amapiano",
    "private_school": "private school amapiano",
    "fusion": "amapiano fusion",
    "soulful": "soulful amapiano",
    "tech": "tech amapiano",
    "sgija": "sgija amapiano",
    "bacardi": "bacardi",
    "quantum": "quantum amapiano",
    "afropiano": "afropiano",
    "popiano": "popiano",
    "three_step": "three-step",
    "gqom_infused": "gqom amapiano",
}
"""What a style is called in a prompt."""
_PRECISIONS = {"cpu": "fp32", "cuda": "fp16"}
_TOKENS_SHARE = 0.9  # of the progress; the rest is the codec


@dataclass(frozen=True, slots=True)
class _Source:
    """Where weights lie, and what is known of them."""

    folder: Path
    model: str
    revision: str
    licence: str


class MusicGenGenerator:
    """A loaded MusicGen.

    Args:
        checkpoint: Opened files.
        source: Where they come from.
        device, precision: How to run.
        is_reference: Let audiocraft's own program play it.
    """

    id = "musicgen"
    commercial_use = False  # whoever tuned them: weights that descend from Meta's keep its licence

    def __init__(
        self, checkpoint: Checkpoint, source: _Source, *, device: str, precision: str, is_reference: bool
    ) -> None:
        self.model, self.revision, self.licence = source.model, source.revision, source.licence
        self.device, self.precision, self.is_reference = device, precision, is_reference
        self.sampling = Sampling(top_k=min(250, checkpoint.language.cardinality))
        self._language = checkpoint.language
        self._token_rate = checkpoint.codec.settings.token_rate
        self._checkpoint: Checkpoint | None = checkpoint
        self._loaded: MusicGen | None = None
        self._oracle: Any = None

    def parameters(self) -> dict[str, Any]:
        """What a take depends on beside prompt, seed and length; stands in its recipe."""
        sampling = self.sampling
        return {
            "device": self.device,
            "precision": self.precision,
            "decoder": "reference" if self.is_reference else "own",
            "temperature": sampling.temperature,
            "top_k": sampling.top_k,
            "top_p": sampling.top_p,
            "guidance": self._language.guidance if sampling.guidance is None else sampling.guidance,
        }

    @property
    def abilities(self) -> frozenset[str]:
        """What it can beside words."""
        return frozenset({"continue"} if self._language.melody is None else {"continue", "melody"})

    @property
    def window_seconds(self) -> float:
        """How far it looks back."""
        return self._language.window_seconds

    def told(self, request: Request) -> str:
        """The words the model gets."""
        return prompt_of(request)

    def seconds(self, request: Request) -> float:
        """How long a piece is to be."""
        return seconds_of(request)

    def plan(self, request: Request) -> Planned:
        """No blueprint: the words themselves are the plan."""
        return Planned(None, (f"told: {prompt_of(request)}", f"{seconds_of(request):g} seconds"))

    def first_bars(self, blueprint: Blueprint, num_bars: int) -> Audio:
        """Not here: there are no bars before there is sound.

        Raises:
            UserError: Always.
        """
        raise UserError(
            f"MusicGen knows no plan of {blueprint.num_bars} bars, so it cannot play {num_bars} of them first",
            "Leave out --preview.",
        )

    def make(self, request: Request, *, report: Report = no_report) -> Made:
        """One piece."""
        return self.make_all([request], report=report)[0]

    def make_all(self, requests: Sequence[Request], *, report: Report = no_report) -> list[Made]:
        """Pieces of the same length at once: on a GPU eight cost little more than one.

        Each has a seed of its own and does not depend on the others, as far as rounding goes.

        Raises:
            UserError: If memory will not do, or the model cannot do what is asked.
        """
        import torch

        started = time.perf_counter()
        seconds = {seconds_of(request) for request in requests}
        if len(seconds) != 1:
            raise ValueError(f"pieces made at once have one length, got {sorted(seconds)}")
        length = seconds.pop()
        wanted = need(
            self._language,
            items=len(requests),
            seconds=length,
            token_rate=self._token_rate,
            precision="fp32" if self.is_reference and self.device == "cpu" else self.precision,
        )
        require_room(wanted, self.device, items=len(requests))
        try:
            loaded = self._load()
            ready = time.perf_counter()
            codes = self._tokens(loaded, requests, length, part_of(report, 0.0, _TOKENS_SHARE))
            played = time.perf_counter()
            sounds = [loaded.codec.decode(codes[index : index + 1])[0] for index in range(len(requests))]
        except torch.OutOfMemoryError as error:
            raise UserError(
                f"The graphics card's memory ended while making {len(requests)} take(s) with {self.model}",
                "Make fewer takes, choose a smaller model or a shorter length, or use --device cpu.",
            ) from error
        report(1.0)
        cost = {
            "load": round(ready - started, 3),
            "tokens": round(played - ready, 3),
            "decode": round(time.perf_counter() - played, 3),
        }
        rate = loaded.codec.settings.sample_rate
        return [_made(sound.float().cpu().numpy(), rate, length, cost) for sound in sounds]

    def _load(self) -> MusicGen:
        """The network, at first use: a request that is refused costs no loading."""
        if self._loaded is None:
            assert self._checkpoint is not None
            precision = "fp32" if self.is_reference else self.precision
            self._loaded = MusicGen(self._checkpoint, device=self.device, precision=precision)
            if self.is_reference:
                from engine.generation.musicgen.reference import load_reference

                self._oracle = load_reference(self._checkpoint, device=self.device)
            self._checkpoint = None  # its tensors are on the device now
        return self._loaded

    def _tokens(self, loaded: MusicGen, requests: Sequence[Request], seconds: float, report: Report) -> Any:
        import torch

        melodies = [self._melody(loaded, request.melody) for request in requests]
        beginnings = [self._codes(loaded, request.beginning) for request in requests]
        given = [codes for codes in beginnings if codes is not None]
        if given and (len(given) != len(requests) or len({codes.shape for codes in given}) != 1):
            raise ValueError("pieces made at once all continue something of one length, or all nothing")
        wanted = Wanted(
            texts=[prompt_of(request) for request in requests],
            seconds=seconds,
            melodies=melodies if any(melody is not None for melody in melodies) else None,
            prompt=torch.cat(given) if given else None,
            sampling=self.sampling,
        )
        if self._oracle is None:
            return loaded.tokens(
                wanted, Noise([request.seed for request in requests], device=self.device), report=report
            )
        from engine.generation.musicgen.reference import reference_tokens

        with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
            torch.manual_seed(requests[0].seed)
            return reference_tokens(self._oracle, wanted, report=report)

    def _melody(self, loaded: MusicGen, melody: Audio | None) -> Any:
        import torch

        settings = loaded.language.melody
        if melody is None:
            return None
        if settings is None:
            raise UserError(f"The model '{self.model}' takes no melody", "Use musicgen-melody, or leave out --melody.")
        return torch.from_numpy(_at_rate(melody, settings.sample_rate, 1)[0].copy())

    def _codes(self, loaded: MusicGen, beginning: Audio | None) -> Any:
        import torch

        if beginning is None:
            return None
        codec = loaded.codec
        samples = _at_rate(beginning, codec.settings.sample_rate, codec.channels)
        return codec.encode(torch.from_numpy(samples.copy())[None]).cpu()


def _made(samples: Any, rate: int, seconds: float, cost: dict[str, float]) -> Made:
    from engine.audio.loudness import integrated_loudness, true_peak_dbtp

    mix = Audio(np.ascontiguousarray(samples[:, : round(seconds * rate)], np.float32), rate)
    return Made(mix=mix, loudness_lufs=integrated_loudness(mix), true_peak_dbtp=true_peak_dbtp(mix), seconds=cost)


def _at_rate(audio: Audio, sample_rate: int, channels: int) -> Any:
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono, to_stereo

    fitted = to_mono(audio) if channels == 1 else to_stereo(audio)
    return resample(fitted, sample_rate).samples


def seconds_of(request: Request) -> float:
    """How long a piece is to be: as asked for in seconds or bars (at the tempo asked for, or 112 BPM)."""
    wishes = request.wishes
    if wishes.seconds is not None:
        return wishes.seconds
    if wishes.bars is not None:
        return wishes.bars * 4 * 60.0 / (wishes.tempo_bpm or 112.0)
    return DEFAULT_SECONDS


def prompt_of(request: Request) -> str:
    """The user's words, with tempo and key in the form that MusicGen's training texts had them.

    They are added where they were asked for by options and the words do not say them.
    """
    words, wishes = request.prompt.strip(), request.wishes
    added = []
    if wishes.tempo_bpm is not None and "bpm" not in words.lower():
        added.append(f"{wishes.tempo_bpm:g} bpm")
    if wishes.key is not None and str(wishes.key).lower() not in words.lower():
        added.append(str(wishes.key))
    if wishes.style is not None and (style := STYLE_WORDS.get(wishes.style, "")) and style not in words.lower():
        added.insert(0, style)
    return ", ".join(part for part in (words, *added) if part)


def load_musicgen(setup: GeneratorSetup) -> MusicGenGenerator:
    """MusicGen from an installed model or a folder.

    Raises:
        UnknownModel: If no card and no folder has the name.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If a part is missing, or the device is not there.
        ModelRefused: If a file is not what it should be.
    """
    source, places = _source(setup)
    device = _device(setup.device)
    precision = _PRECISIONS[device] if setup.precision == "auto" else setup.precision
    if (precision == "int8" and device != "cpu") or (precision == "fp16" and device == "cpu"):
        raise UserError(
            f"--precision {precision} does not run on {device}", "int8 is for processors, fp16 for graphics cards."
        )
    scratch = setup.scratch or source.folder
    checkpoint = open_checkpoint(source.folder, model=source.model, scratch=scratch, beside=places)
    return MusicGenGenerator(
        checkpoint, source, device=device, precision=precision, is_reference=setup.decoder == "reference"
    )


def _source(setup: GeneratorSetup) -> tuple[_Source, tuple[Path, ...]]:
    from engine.models.catalog import Catalog
    from engine.models.installed import installation, installed_revision

    folder = Path(setup.model).expanduser()
    if setup.model and folder.is_dir():
        return _Source(folder, folder.resolve().name, _fingerprint(folder), LICENCE), _places(setup)
    catalog = Catalog(setup.models_folder)
    card: ModelCard = catalog.get(setup.model) if setup.model else _routed(catalog, setup)
    if card.architecture != ARCHITECTURE:
        raise UserError(f"The model '{card.id}' is no MusicGen", f"For example: --model {DEFAULT_MODEL}, or a folder.")
    if setup.models_folder is None or installation(card, setup.models_folder) is None:
        raise ModelNotInstalled(card.id)
    revision = installed_revision(card, setup.models_folder)
    return _Source(setup.models_folder / card.id, card.id, revision, card.licence), _places(setup)


def _routed(catalog: Catalog, setup: GeneratorSetup) -> ModelCard:
    """The installed model for the style; where none is installed the smallest, so that its absence can be told."""
    from engine.models.installed import installation

    folder = setup.models_folder
    there = [card for card in catalog if folder is not None and installation(card, folder) is not None]
    return route(there, setup.style) or catalog.get(DEFAULT_MODEL)


def _places(setup: GeneratorSetup) -> tuple[Path, ...]:
    return () if setup.models_folder is None else (setup.models_folder,)


def _fingerprint(folder: Path) -> str:
    """Which weights a folder holds: its weight files' names, sizes and beginnings and ends, hashed.

    Raises:
        UserError: If it holds no MusicGen.
    """
    if not is_musicgen(folder):
        raise UserError(f"{folder} holds no MusicGen", "Give the folder with state_dict.bin, or with config.json.")
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*")):
        if file.suffix in (".bin", ".safetensors"):
            with file.open("rb") as opened:
                size = file.stat().st_size
                digest.update(f"{file.name} {size}\n".encode() + opened.read(1 << 20))
                opened.seek(max(0, size - (1 << 20)))
                digest.update(opened.read())
    return f"folder-{digest.hexdigest()[:8]}"


def _device(wish: str) -> str:
    import torch

    if wish == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        return "cuda"
    if wish == "cuda":
        raise UserError(
            f"CUDA does not work on this machine (torch {torch.__version__})",
            "Leave out --device, or use --device cpu; aurax doctor says more about the graphics card.",
        )
    return "cpu"
