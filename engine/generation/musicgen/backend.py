"""MusicGen as a generator: words (and a melody, or a beginning) to sound. It plans nothing and knows no notes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.errors import ModelNotInstalled, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.generation.base import Made, Planned, Request
from engine.generation.musicgen.checkpoint import LICENCE, Checkpoint, is_musicgen, open_checkpoint
from engine.generation.musicgen.ladder import Fixed, Way, with_less
from engine.generation.musicgen.memory import Need, need, require_room
from engine.generation.musicgen.model import MusicGen, Section, Wanted
from engine.generation.musicgen.routing import ARCHITECTURE, route
from engine.generation.musicgen.sampling import Noise, Sampling
from engine.generation.musicgen.sections import SectionWords, told_sections
from engine.generation.musicgen.stream import OnSound, Stream

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
        reopen: Opens its files; called again where memory makes it change its precision or device.
        source: Where they come from.
        device, precision: How to run; less of either where memory will not do.
        is_reference: Let audiocraft's own program play it.
        fixed: What of device and precision the user has chosen.
    """

    id = "musicgen"
    commercial_use = False  # whoever tuned them: weights that descend from Meta's keep its licence

    def __init__(
        self,
        reopen: Callable[[], Checkpoint],
        source: _Source,
        *,
        device: str,
        precision: str,
        is_reference: bool,
        fixed: Fixed | None = None,
    ) -> None:
        checkpoint = reopen()
        self.model, self.revision, self.licence = source.model, source.revision, source.licence
        self.device, self.precision, self.is_reference = device, precision, is_reference
        self.sampling = Sampling(top_k=min(250, checkpoint.language.cardinality))
        self.memory_steps: list[str] = []
        self._fixed = fixed or Fixed()
        self._language, self._codec = checkpoint.language, checkpoint.codec.settings
        self._reopen = reopen
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
            **({"memory": list(self.memory_steps)} if self.memory_steps else {}),
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
        told = [f"told: {prompt_of(request)}", f"{seconds_of(request):g} seconds"]
        told += [f"from {section.start:g} s: {section.words}" for section in _sections(request)]
        told.append(f"about {self.need(1, seconds_of(request)).total / 1e9:.1f} GB of memory for one take")
        return Planned(None, tuple(told))

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

    def need(self, items: int, seconds: float) -> Need:
        """What so many pieces of this length at once need of the device's memory."""
        return need(
            self._language,
            items=items,
            seconds=seconds,
            token_rate=self._codec.token_rate,
            precision="fp32" if self.is_reference and self.device == "cpu" else self.precision,
            codec=self._codec,
        )

    def make_all(
        self, requests: Sequence[Request], *, report: Report = no_report, on_sound: OnSound | None = None
    ) -> list[Made]:
        """Pieces of the same length at once: on a GPU eight cost little more than one.

        Each has a seed of its own and does not depend on the others, as far as rounding goes. Where memory will not do
        they are made in smaller batches, then with fewer bits, then on the processor; ``memory_steps`` says so.

        Args:
            requests: What is asked for.
            report: Progress; every step calls it, so that raising from it stops within one step.
            on_sound: Takes the first piece's sound, block by block, while it is being made.

        Raises:
            UserError: If memory will not do in any way, or the model cannot do what is asked.
        """
        seconds = {seconds_of(request) for request in requests}
        if len(seconds) != 1:
            raise ValueError(f"pieces made at once have one length, got {sorted(seconds)}")
        length = seconds.pop()
        made: list[Made] = []

        def attempt(way: Way) -> None:
            self._run_as(way)
            while len(made) < len(requests):
                batch = requests[len(made) : len(made) + way.items]
                held = self.need(1, 0.0).weights if self._loaded is not None else 0
                require_room(self.need(len(batch), length), self.device, held=held)
                part = part_of(report, len(made) / len(requests), (len(made) + len(batch)) / len(requests))
                made.extend(self._batch(batch, length, part, None if made else on_sound))

        way = Way(items=len(requests), precision=self.precision, device=self.device)
        what = f"{len(requests)} take(s) of {length:g} s with {self.model}"
        with_less(way, attempt, fixed=self._fixed, told=self.memory_steps.append, what=what)
        report(1.0)
        return made

    def _batch(
        self, requests: Sequence[Request], length: float, report: Report, on_sound: OnSound | None
    ) -> list[Made]:
        started = time.perf_counter()
        loaded = self._load()
        stream = None if on_sound is None or self.is_reference else Stream(loaded.codec, on_sound)
        ready = time.perf_counter()
        codes = self._tokens(loaded, requests, length, part_of(report, 0.0, _TOKENS_SHARE), stream)
        played = time.perf_counter()
        sounds = [loaded.codec.decode(codes[index : index + 1])[0] for index in range(len(requests))]
        cost = {
            "load": round(ready - started, 3),
            "tokens": round(played - ready, 3),
            "decode": round(time.perf_counter() - played, 3),
        }
        if stream is not None and stream.first_sound is not None:
            cost["first_sound"] = round(stream.first_sound - started, 3)
        rate = loaded.codec.settings.sample_rate
        return [_made(sound.float().cpu().numpy(), rate, length, cost) for sound in sounds]

    def _run_as(self, way: Way) -> None:
        """Take another precision or device; what was loaded for the ones before is dropped."""
        if (way.precision, way.device) != (self.precision, self.device):
            self.precision, self.device = way.precision, way.device
            self._loaded = self._oracle = None

    def _load(self) -> MusicGen:
        """The network, at first use: a request that is refused costs no loading."""
        if self._loaded is None:
            checkpoint = self._checkpoint or self._reopen()
            self._checkpoint = None  # its tensors are on the device in a moment
            precision = "fp32" if self.is_reference else self.precision
            loaded = MusicGen(checkpoint, device=self.device, precision=precision)
            if self.is_reference:
                from engine.generation.musicgen.reference import load_reference

                self._oracle = load_reference(checkpoint, device=self.device)
            self._loaded = loaded
        return self._loaded

    def _tokens(
        self,
        loaded: MusicGen,
        requests: Sequence[Request],
        seconds: float,
        report: Report,
        stream: Stream | None = None,
    ) -> Any:
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
            sections=_together([_sections(request) for request in requests]),
        )
        if self._oracle is None:
            noise = Noise([request.seed for request in requests], device=self.device)
            return loaded.tokens(wanted, noise, report=report, stream=stream)
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


def _sections(request: Request) -> tuple[SectionWords, ...]:
    """What is said of each section of the request's blueprint; nothing where it has none."""
    return () if request.blueprint is None else told_sections(request.blueprint, prompt_of(request))


def _together(told: Sequence[tuple[SectionWords, ...]]) -> tuple[Section, ...]:
    """The sections of pieces made at once, which begin at the same moments."""
    if len({tuple(section.start for section in each) for each in told}) != 1:
        raise ValueError("pieces made at once have sections that begin at the same moments")
    columns = zip(*told, strict=True)
    return tuple(Section(column[0].start, tuple(section.words for section in column)) for column in columns)


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
    return MusicGenGenerator(
        lambda: open_checkpoint(source.folder, model=source.model, scratch=scratch, beside=places),
        source,
        device=device,
        precision=precision,
        is_reference=setup.decoder == "reference",
        fixed=Fixed(precision=setup.precision != "auto", device=setup.device != "auto"),
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
