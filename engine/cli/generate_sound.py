"""The part of ``aurax generate`` for backends that make sound alone: ``--backend musicgen --model ID|FOLDER``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import run_job
from engine.core.errors import UnknownModel, UserError
from engine.generation.setup import DECODERS, DEVICES, PRECISIONS

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.generation.wishes import Wishes
    from engine.jobs.generate_sound import SoundTake, SoundTakes

SOUND_BACKENDS = ("musicgen",)
_ONLY_PLANNED = (
    "source",
    "redraw",
    "section",
    "sound",
    "effect",
    "without",
    "plan",
    "preview",
    "swing",
    "loudness",
)
"""Options that need a plan or notes, which these backends have not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what only these backends take."""
    group = parser.add_argument_group("musicgen")
    group.add_argument("--melody", metavar="FILE", help="audio whose melody is followed (musicgen-melody)")
    group.add_argument("--continue", dest="beginning", metavar="FILE", help="audio that is continued")
    group.add_argument("--device", choices=DEVICES, default="auto", help="default: CUDA where it works")
    group.add_argument(
        "--precision", choices=PRECISIONS, default="auto", help="int8 reads a quarter of the bytes on a processor"
    )
    group.add_argument(
        "--decoder", choices=DECODERS, default="own", help="reference: audiocraft's own program, to compare"
    )


def run(arguments: argparse.Namespace, console: Console, wishes: Wishes, folder: Path) -> None:
    """Make takes of sound."""
    from engine.library import Library

    spec = _spec(arguments, wishes, folder)
    with Library.open(console.paths.library) as library:
        result: SoundTakes = run_job(spec, console, "generate", library=library)
    document = {
        "prompt": spec.prompt,
        "folder": spec.folder,
        "told": list(result.told),
        "takes": [_document(take) for take in result.takes],
    }
    console.result(document, "\n".join(_line(take) for take in result.takes))


def _spec(arguments: argparse.Namespace, wishes: Wishes, folder: Path) -> Any:
    import secrets

    from engine.generation.registry import GENERATORS
    from engine.jobs.generate_sound import GenerateSound

    if arguments.backend not in SOUND_BACKENDS:
        raise UnknownModel(arguments.backend, tuple(GENERATORS))
    given = next((name for name in _ONLY_PLANNED if getattr(arguments, name)), "")
    if given:
        option = "from" if given == "source" else given
        raise UserError(
            f"--{option} needs a plan of the piece, which {arguments.backend} has not",
            f"Leave out --{option} (say it in the prompt), or use --backend sketch.",
        )
    prompt = " ".join(arguments.prompt).strip()
    if not prompt:
        raise UserError(
            "Say what you want to hear", 'For example: aurax generate "soulful amapiano" --backend musicgen'
        )
    return GenerateSound(
        prompt=prompt,
        folder=str(folder),
        seed=arguments.seed if arguments.seed is not None else secrets.randbelow(1 << 31),
        takes=arguments.takes,
        backend=arguments.backend,
        model=arguments.model or "",
        device=arguments.device,
        precision=arguments.precision,
        decoder=arguments.decoder,
        options=wishes,
        melody=str(Path(arguments.melody).expanduser()) if arguments.melody else "",
        beginning=str(Path(arguments.beginning).expanduser()) if arguments.beginning else "",
        subtype=arguments.format,
        gate=arguments.gate,
        is_gated=not arguments.no_gate,
        profile=arguments.profile or "",
        canary=arguments.canary,
    )


def _document(take: SoundTake) -> dict[str, Any]:
    return {
        "take": take.number,
        "folder": take.folder,
        "seed": take.seed,
        "files": list(take.files),
        **take.summary,
        "licence": take.take.licence,
        "seconds": take.seconds,
        "total": take.score.total.get("value"),
        "gate": take.gate,
    }


def _line(take: SoundTake) -> str:
    from engine.cli.console import clock

    summary, audio = take.summary, take.summary["audio"]
    tempo = "no tempo heard" if summary["tempo_bpm"] is None else f"heard: {summary['tempo_bpm']:.1f} BPM"
    return (
        f"{Path(take.folder).name}: {clock(audio['duration'])}, {tempo}, {summary['key'] or 'no key'}, "
        f"seed {take.seed}; played in {take.seconds['tokens'] + take.seconds['decode']:.1f} s\n"
        f"  weights {take.take.model}: {take.take.licence}, so this take may NOT be used commercially\n"
        f"  score: {take.gate['why']}\n"
        f"  {take.folder}: {', '.join(take.files)}"
    )
