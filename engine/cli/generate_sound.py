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

SOUND_BACKENDS = ("musicgen", "external")
_TEMPLATE_HELP = "plain, tags, caption, varied, or a text with {prompt}, {bpm}, {key}"
_REDRAWN = ("melody", "keys", "vocals", "drums", "log_drum", "bass", "harmony")
"""Parts of a sketch that a variation draws anew, in this order."""
_OPTIONS = {"beginning": "continue", "replaces": "replace"}
_SOUND_HINT = "Add --backend musicgen."
_ONLY_SOUND: dict[str, tuple[Any, str]] = {
    "candidates": (1, "A sketch holds tempo and key by itself; ask for more --takes."),
    "keep_candidates": (False, _SOUND_HINT),
    "fit_grid": (False, "A sketch lies on the exact grid by itself; leave it out."),
    "loop": (False, _SOUND_HINT),
    "template": ("plain", _SOUND_HINT),
    "melody": (None, "Add --backend musicgen --model musicgen-melody."),
    "like": (None, "Add --backend musicgen --model musicgen-style."),
    "beginning": (None, _SOUND_HINT),
    "only_new": (False, _SOUND_HINT),
    "replaces": (None, "Draw a section of a sketch anew with --from TAKE --section N."),
    "region": (None, "Draw a section of a sketch anew with --from TAKE --section N."),
    "sections": (None, "A sketch plans its sections by itself; leave it out."),
}
"""What the composer has not, with its usual value and what to do instead."""
_LIKENESS = {"like_at": None, "like_seconds": 3.0, "closeness": None, "words_weight": 5.0}
"""What only makes sense with --like, with its usual value."""
"""What style models were trained on, and what their authors tried (Rouard et al. 2024)."""
_SHAPING = ("candidates", "fit_grid", "loop", "continued", "replaced", "sections", "preview")
"""Parts of a recipe that say what was done to the sound."""
_ONLY_PLANNED = (
    "source",
    "redraw",
    "section",
    "sound",
    "effect",
    "without",
    "plan",
    "swing",
    "loudness",
)
"""Options that need a plan or notes, which these backends have not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what only these backends take."""
    import argparse

    group = parser.add_argument_group("takes of sound (--backend musicgen, or an engine of your own)")
    group.add_argument("--template", metavar="NAME|TEXT", default="plain", help=f"prompt template: {_TEMPLATE_HELP}")
    group.add_argument(
        "--candidates", type=int, metavar="N", default=1, help="make N of each take and keep the one that holds best"
    )
    group.add_argument("--keep-candidates", action="store_true", help="keep the others in the take's folder")
    group.add_argument(
        "--fit-grid", action="store_true", help="stretch to exactly --bpm (by up to 8 %%) and cut to whole bars"
    )
    group.add_argument("--loop", action="store_true", help="whole bars that repeat without a seam")
    group.add_argument(
        "--melody", metavar="FILE|TAKE", help="a hummed melody, or a sketch's, to follow (melody models)"
    )
    group.add_argument("--like", metavar="FILE|TAKE", help="sound like this music, without its notes (style models)")
    group.add_argument("--like-at", type=float, metavar="S", help="where its excerpt begins (default: its middle)")
    group.add_argument(
        "--like-seconds", type=float, metavar="S", default=3.0, help="length of the excerpt, 1.5 to 4.5 (default: 3)"
    )
    group.add_argument(
        "--closeness", type=int, metavar="N", help="with --like: 1 free to 6 close (default: the model's, 3)"
    )
    group.add_argument(
        "--words-weight", type=float, metavar="X", default=5.0, help="with --like: of the words, 1 to 9 (default: 5)"
    )
    group.add_argument("--continue", dest="beginning", metavar="FILE|TAKE", help="go on from there; it stays as it is")
    group.add_argument("--only-new", action="store_true", help="with --continue: write the new part alone")
    group.add_argument("--variation-of", metavar="TAKE", help="the same prompt again, from its first seconds on")
    group.add_argument(
        "--strength", type=float, metavar="X", default=0.5, help="of a variation: 0 close to 1 free (default: 0.5)"
    )
    group.add_argument("--replace", dest="replaces", metavar="FILE|TAKE", help="make a region of it anew")
    group.add_argument("--region", type=float, nargs=2, metavar=("START", "END"), help="with --replace: seconds")
    group.add_argument(
        "--sections",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="tell each section of a planned form its own words (default: where the piece is longer than 30 s)",
    )
    group.add_argument("--device", choices=DEVICES, default="auto", help="default: CUDA where it works")
    group.add_argument(
        "--precision", choices=PRECISIONS, default="auto", help="int8 reads a quarter of the bytes on a processor"
    )
    group.add_argument(
        "--decoder", choices=DECODERS, default="own", help="reference: audiocraft's own program, to compare"
    )


def name_engine(arguments: argparse.Namespace, console: Console) -> None:
    """``--backend ID`` of an engine's card is ``--backend external --model ID``."""
    from engine.generation.registry import GENERATORS
    from engine.models.catalog import Catalog

    if arguments.backend in GENERATORS or arguments.model:
        return
    engines = {card.id for card in Catalog(console.paths.models) if card.command}
    if arguments.backend in engines:
        arguments.backend, arguments.model = "external", arguments.backend


def refuse_for_sketch(arguments: argparse.Namespace) -> None:
    """Say that the composer has none of these, each with what it has instead.

    Raises:
        UserError: If one was asked for.
    """
    name = only_sound(arguments)
    if name:
        option = _OPTIONS.get(name, name.replace("_", "-"))
        raise UserError(f"--{option} works on takes of sound alone", _ONLY_SOUND[name][1])


def only_sound(arguments: argparse.Namespace) -> str:
    """The first option that was given and that only these backends have; empty for none."""
    return next((name for name, (usual, _) in _ONLY_SOUND.items() if getattr(arguments, name) != usual), "")


def as_change(arguments: argparse.Namespace) -> None:
    """``--variation-of`` of a sketch is ``--from`` with parts drawn anew: the more, the stronger.

    Raises:
        UserError: If the take is none of the composer's.
    """
    if not arguments.variation_of:
        return
    from engine.exchange.take_json import read_document

    made_by = read_document(Path(arguments.variation_of)).get("backend")
    if made_by != "sketch":
        raise UserError(f"The take {arguments.variation_of} was made by '{made_by}'", f"Add --backend {made_by}.")
    _check_strength(arguments)
    count = max(1, round(arguments.strength * len(_REDRAWN)))
    arguments.source = arguments.source or arguments.variation_of
    arguments.redraw = arguments.redraw or list(_REDRAWN[:count])
    arguments.variation_of, arguments.strength = None, 0.5


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
        **({"canary": spec.canary} if spec.canary else {}),
    }
    console.result(document, "\n".join(_line(take) for take in result.takes))


def _spec(arguments: argparse.Namespace, wishes: Wishes, folder: Path) -> Any:
    import secrets

    from engine.generation.registry import GENERATORS
    from engine.jobs.generate_sound import GenerateSound
    from engine.jobs.sound_likeness import LikeMusic

    if arguments.backend not in SOUND_BACKENDS:
        raise UnknownModel(arguments.backend, tuple(GENERATORS))
    given = next((name for name in _ONLY_PLANNED if getattr(arguments, name)), "")
    if given:
        option = "from" if given == "source" else given
        raise UserError(
            f"--{option} needs a plan of the piece, which {arguments.backend} has not",
            f"Leave out --{option} (say it in the prompt), or use --backend sketch.",
        )
    _check_combinations(arguments)
    prompt = " ".join(arguments.prompt).strip()
    if not prompt and not arguments.variation_of:
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
        melody=_path(arguments.melody),
        like=LikeMusic(
            file=_path(arguments.like),
            start=arguments.like_at,
            seconds=arguments.like_seconds,
            closeness=arguments.closeness,
            words=arguments.words_weight,
        ),
        beginning=_path(arguments.beginning),
        template=arguments.template,
        candidates=arguments.candidates,
        keep_candidates=arguments.keep_candidates,
        fit_grid=arguments.fit_grid,
        loop=arguments.loop,
        only_new=arguments.only_new,
        variation_of=_path(arguments.variation_of),
        strength=arguments.strength,
        replaces=_path(arguments.replaces),
        region=tuple(arguments.region) if arguments.region else None,
        subtype=arguments.format,
        gate=arguments.gate,
        is_gated=not arguments.no_gate,
        profile=arguments.profile or "",
        canary=arguments.canary,
        sections=arguments.sections,
        preview=arguments.preview,
    )


def _path(given: str | None) -> str:
    return str(Path(given).expanduser()) if given else ""


def _check_combinations(arguments: argparse.Namespace) -> None:
    """Refuse what goes against itself, each with a sentence."""
    from engine.generation.shaping.candidates import MOST

    if not 1 <= arguments.candidates <= MOST:
        raise UserError(f"--candidates {arguments.candidates} is outside of what can be made", f"Choose 1 to {MOST}.")
    _check_strength(arguments)
    _check_likeness(arguments)
    given = [name for name in ("beginning", "variation_of", "replaces") if getattr(arguments, name)]
    if len(given) > 1:
        names = [_OPTIONS.get(name, name.replace("_", "-")) for name in given]
        raise UserError(f"--{names[0]} and --{names[1]} cannot be done at once", "Do one after the other.")
    if bool(arguments.replaces) != bool(arguments.region):
        raise UserError("--replace and --region belong together", "For example: --replace take-1 --region 8 16")
    if arguments.only_new and not arguments.beginning:
        raise UserError("--only-new leaves out what is continued", "Name it with --continue FILE.")
    if arguments.keep_candidates and arguments.candidates == 1:
        raise UserError("--keep-candidates keeps those that lose, and there is only one", "Add --candidates N.")
    keeps = bool(arguments.replaces) or (bool(arguments.beginning) and not arguments.only_new)
    if keeps and (arguments.fit_grid or arguments.loop):
        option = "fit-grid" if arguments.fit_grid else "loop"
        raise UserError(
            f"--{option} would change what has to stay as it is",
            "Do it in a second step, or add --only-new to --continue.",
        )
    if arguments.replaces and (arguments.seconds or arguments.bars):
        raise UserError("A piece whose region is replaced keeps its length", "Leave out --seconds and --bars.")


def _check_likeness(arguments: argparse.Namespace) -> None:
    from engine.jobs.sound_likeness import LIKE_SECONDS, MOST_WORDS

    unused = [name for name, usual in _LIKENESS.items() if not arguments.like and getattr(arguments, name) != usual]
    if unused:
        option = unused[0].replace("_", "-")
        raise UserError(f"--{option} says how a piece is to sound like another", "Name that one with --like FILE.")
    shortest, longest = LIKE_SECONDS
    if not shortest <= arguments.like_seconds <= longest:
        raise UserError(
            f"--like-seconds {arguments.like_seconds:g} is not what style models were trained on",
            f"Choose {shortest:g} to {longest:g}.",
        )
    if not 1.0 <= arguments.words_weight <= MOST_WORDS:
        raise UserError(f"--words-weight {arguments.words_weight:g} is none", f"Choose 1 to {MOST_WORDS:g}.")
    if arguments.like and arguments.melody:
        raise UserError("No model follows a melody and sounds like other music at once", "Give one of the two.")


def _check_strength(arguments: argparse.Namespace) -> None:
    if not 0.0 <= arguments.strength <= 1.0:
        raise UserError(f"--strength {arguments.strength:g} is none", "Choose 0 (close) to 1 (free).")


def _document(take: SoundTake) -> dict[str, Any]:
    return {
        "take": take.number,
        "folder": take.folder,
        "seed": take.seed,
        "files": list(take.files),
        **take.summary,
        "licence": take.take.licence,
        **{part: take.take.recipe[part] for part in _SHAPING if part in take.take.recipe},
        "seconds": take.seconds,
        "total": take.score.total.get("value"),
        "gate": take.gate,
    }


def _line(take: SoundTake) -> str:
    from engine.cli.console import clock

    summary, audio = take.summary, take.summary["audio"]
    played = sum(take.seconds.get(step, 0.0) for step in ("tokens", "decode", "engine"))
    sells = "may be used commercially" if take.take.recipe["commercial_use"] else "may NOT be used commercially"
    tempo = "no tempo heard" if summary["tempo_bpm"] is None else f"heard: {summary['tempo_bpm']:.1f} BPM"
    return (
        f"{Path(take.folder).name}: {clock(audio['duration'])}, {tempo}, {summary['key'] or 'no key'}, "
        f"seed {take.seed}; played in {played:.1f} s\n"
        f"  weights {take.take.model}: {take.take.licence}, so this take {sells}\n"
        f"{''.join(f'  {line}{chr(10)}' for line in _shaping_lines(take.take.recipe))}"
        f"  score: {take.gate['why']}\n"
        f"  {take.folder}: {', '.join(take.files)}"
    )


def _shaping_lines(recipe: dict[str, Any]) -> list[str]:
    """What was chosen, stretched, looped and kept: nothing of it happens silently."""
    lines = []
    tried = recipe.get("candidates")
    if tried:
        best = next(each for each in tried["tried"] if each["candidate"] == tried["chosen"])
        lines.append(f"candidate {tried['chosen']} of {len(tried['tried'])} was kept, score {best['total']:.2f}")
    fit = recipe.get("fit_grid")
    if fit:
        words = f"fitted to {fit['tempo_bpm']:g} BPM, speed × {fit['ratio']:.4f}, {fit['bars']} bars"
        lines.append(words if fit["applied"] else f"not fitted to the grid: {fit['why']}")
        if fit["applied"] and fit["why"]:
            lines.append(fit["why"])
    sections = recipe.get("sections")
    if sections:
        labels = ", ".join(each["label"] for each in sections["told"])
        lines.append(f"told section by section: {labels}" if labels else f"one prompt for all: {sections['why']}")
    looped = recipe.get("loop")
    if looped:
        lines.append(f"loop of {looped['bars']} bars" if looped["applied"] else f"no loop: {looped['why']}")
    for part in ("loop", "continued", "replaced"):
        lines += recipe.get(part, {}).get("notes", [])
    return lines
