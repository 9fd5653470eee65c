"""``aurax generate PROMPT [--seconds N | --bars N] [--bpm N] [--key "F minor"] [--style ID] [--seed N] …``: takes.

``aurax generate --from TAKE "busier log drum"`` makes an earlier take again with changes; without a change, exactly.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli import generate_sound, provenance, rate_routing
from engine.cli.running import run_job
from engine.cli.score import check_gate
from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.generation.wishes import Reading, Wishes
    from engine.jobs.generate_takes import MadeTake, MadeTakes

DEFAULT_FOLDER = "aurax-takes"
MAX_TAKES = 999
_LIMITS = {
    "bpm": (60.0, 180.0, "a tempo of 60 to 180 BPM"),
    "seconds": (4.0, 1200.0, "a length of 4 to 1200 seconds"),
    "bars": (1, 600, "a length of 1 to 600 bars"),
    "swing": (50.0, 75.0, "a swing of 50 to 75 percent"),
    "loudness": (-24.0, -5.0, "a loudness of -24 to -5 LUFS"),
    "takes": (1, MAX_TAKES, f"1 to {MAX_TAKES} takes"),
    "seed": (0, 2**63 - 1, "a seed of 0 or more, below 2^63"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "prompt",
        nargs="*",
        metavar="PROMPT",
        help='what you want to hear: "private school, 112 bpm, F minor, soulful Rhodes, sax solo, 3 minutes"',
    )
    wish = parser.add_argument_group("what is asked for (wins over the prompt)")
    wish.add_argument("--style", metavar="ID", help="a style of ours; see --styles")
    wish.add_argument("--bpm", type=float, metavar="N", help="tempo")
    wish.add_argument("--key", metavar="KEY", help='such as "F minor" or Bb')
    length = wish.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=float, metavar="N", help="exact length")
    length.add_argument("--bars", type=int, metavar="N", help="length in bars")
    wish.add_argument("--swing", type=float, metavar="PERCENT", help="50 straight to 75")
    wish.add_argument("--loudness", type=float, metavar="LUFS", help="integrated loudness of the mix")
    wish.add_argument("--without", action="append", metavar="ROLE", default=[], help="a role that must not play")
    wish.add_argument(
        "--sound",
        action="append",
        metavar="ROLE=FILE",
        default=[],
        help="your own SoundFont (keys=piano.sf2#0:4) or VST3 plug-in for a role",
    )
    wish.add_argument(
        "--effect", action="append", metavar="ROLE=FILE", default=[], help="your own VST3 effect on a role's sound"
    )
    make = parser.add_argument_group("how it is made")
    make.add_argument("--seed", type=int, metavar="N", help="repeats a take; drawn anew if not given")
    make.add_argument("--takes", type=int, metavar="N", default=1, help="how many (seeds N, N+1 …)")
    make.add_argument(
        "--backend", metavar="ID", default="sketch", help="generator: sketch, musicgen, or an engine's id"
    )
    make.add_argument("--model", metavar="ID", help="weights of the generator: an id or a folder")
    gate = make.add_mutually_exclusive_group()
    gate.add_argument(
        "--gate",
        type=float,
        metavar="SCORE",
        help="a new piece whose total is below it is made again, stronger, up to three times (default: 0.80); "
        "it never keeps a take back",
    )
    gate.add_argument("--no-gate", action="store_true", help="keep the first attempt of every take")
    make.add_argument("--profile", metavar="ID", help="scoring profile that judges (default: the settings', aurax)")
    make.add_argument("--format", choices=("float32", "pcm24", "pcm16"), default="float32", help="of the WAV files")
    make.add_argument("--pictures", action="store_true", help="culture.png beside culture.json")
    make.add_argument("--preview", action="store_true", help="write the beginning of a take as soon as it sounds")
    make.add_argument("--out", metavar="DIR", help=f"default: {DEFAULT_FOLDER} in the current folder")
    again = parser.add_argument_group("an earlier take again")
    again.add_argument(
        "--from", dest="source", metavar="TAKE", help="its folder; PROMPT then says what is to change, if anything"
    )
    again.add_argument("--redraw", action="append", metavar="PART", default=[], help="draw a part anew, e.g. harmony")
    again.add_argument(
        "--section", action="append", type=int, metavar="N", default=[], help="draw a section anew, 1 is the first"
    )
    provenance.add_arguments(parser)
    generate_sound.add_arguments(parser)
    rate_routing.add_arguments(parser)
    parser.add_argument("--styles", action="store_true", help="list the styles, and do nothing else")
    parser.add_argument("--plan", action="store_true", help="say what would be made, and make nothing")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Make takes; or list the styles; or only plan."""
    if arguments.styles:
        _list_styles(console)
        return
    if arguments.show_recipe:
        provenance.show_recipe(arguments.show_recipe, console)
        return
    _check_profile(arguments.profile, console)
    rate_routing.ask(arguments, console)
    if arguments.backend != "sketch":
        generate_sound.name_engine(arguments, console)
        _check(arguments)
        folder = Path(arguments.out or DEFAULT_FOLDER).expanduser()
        generate_sound.run(arguments, console, _wishes(arguments), folder)
        return
    generate_sound.refuse_for_sketch(arguments)
    generate_sound.as_change(arguments)
    spec = _spec(arguments)
    if arguments.plan:
        _show_plan(spec, console)
        return
    from engine.library import Library

    with Library.open(console.paths.library) as library:
        result: MadeTakes = run_job(spec, console, "generate", library=library)
    document = {
        "prompt": spec.prompt,
        "folder": spec.folder,
        "takes": [_take_document(take) for take in result.takes],
        "understood": [{"text": item.text, "meaning": item.meaning} for item in result.reading.understood],
        "ignored": list(result.reading.ignored),
        "conflicts": list(result.reading.conflicts),
        **({"canary": spec.canary} if spec.canary else {}),
    }
    lines = [*_reading_lines(result.reading), *(_take_line(take) for take in result.takes)]
    console.result(document, "\n".join(lines))


def _spec(arguments: argparse.Namespace) -> Any:
    from engine.jobs.generate_takes import GenerateTakes

    _check(arguments)
    import secrets

    prompt = " ".join(arguments.prompt).strip()
    return GenerateTakes(
        prompt=prompt,
        folder=str(Path(arguments.out or DEFAULT_FOLDER).expanduser()),
        seed=arguments.seed if arguments.seed is not None else secrets.randbelow(1 << 31),
        takes=arguments.takes,
        backend=arguments.backend,
        options=_wishes(arguments),
        source=arguments.source or "",
        redraw=_parts(arguments.redraw),
        sections=tuple(number - 1 for number in arguments.section),
        subtype=arguments.format,
        sounds=_sounds("sound", arguments.sound, "keys=/sounds/piano.sf2#0:4"),
        effects=_sounds("effect", arguments.effect, "keys=/plug-ins/Chorus.vst3"),
        preview=arguments.preview,
        gate=arguments.gate,
        is_gated=not arguments.no_gate,
        profile=arguments.profile or "",
        with_pictures=arguments.pictures,
        canary=arguments.canary,
        watermark=arguments.watermark,
        c2pa=arguments.c2pa,
    )


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what cannot be done, each with a sentence."""
    for name, (low, high, words) in _LIMITS.items():
        value = getattr(arguments, name)
        if value is not None and not low <= value <= high:
            raise UserError(f"--{name} {value:g} is outside of what can be made", f"Choose {words}.")
    if arguments.backend == "sketch" and arguments.model not in (None, "sketch"):
        raise UserError(
            f"The generator 'sketch' has no weights called '{arguments.model}'",
            "Leave out --model, or add --backend musicgen.",
        )
    check_gate(arguments.gate)
    if (arguments.redraw or arguments.section) and not arguments.source:
        raise UserError("--redraw and --section change an earlier take", "Name it with --from TAKE.")
    if not (arguments.prompt or arguments.source or arguments.variation_of or _has_options(arguments)):
        raise UserError(
            "Say what you want to hear", 'For example: aurax generate "private school, 112 bpm, soft log drum"'
        )


def _check_profile(profile: str | None, console: Console) -> None:
    """Tell a wrong name before anything is made."""
    from engine.culture.profile import profile_of

    if profile is not None:
        profile_of(profile, console.paths.home)


def _has_options(arguments: argparse.Namespace) -> bool:
    return any(getattr(arguments, name) is not None for name in ("style", "bpm", "key", "seconds", "bars", "seed"))


def _wishes(arguments: argparse.Namespace) -> Wishes:
    from engine.core.harmony import Key
    from engine.core.roles import ROLES
    from engine.generation.profiles import load_profiles
    from engine.generation.wishes import Wishes

    if arguments.style is not None and arguments.style not in load_profiles():
        raise UserError(f"There is no style '{arguments.style}'", f"Choose from: {', '.join(load_profiles())}.")
    unknown = [role for role in arguments.without if role not in ROLES]
    if unknown:
        raise UserError(f"There is no role '{unknown[0]}'", f"Choose from: {', '.join(ROLES)}.")
    key = None
    if arguments.key is not None:
        try:
            key = Key.parse(arguments.key)
        except ValueError as error:
            raise UserError(f"--key {arguments.key!r} names no key", "Write for example 'F minor' or 'Bb'.") from error
    return Wishes(
        style=arguments.style,
        tempo_bpm=arguments.bpm,
        key=key,
        swing=None if arguments.swing is None else arguments.swing / 100.0,
        seconds=arguments.seconds,
        bars=arguments.bars,
        without=frozenset(arguments.without),
        target_lufs=arguments.loudness,
    )


def _parts(names: list[str]) -> tuple[str, ...]:
    from engine.core.blueprint import PARTS

    for name in names:
        if name not in PARTS:
            raise UserError(f"There is no part '{name}' to draw anew", f"Choose from: {', '.join(PARTS)}.")
    return tuple(names)


def _sounds(option: str, given: list[str], example: str) -> dict[str, str]:
    from engine.core.roles import ROLES

    sounds = {}
    for text in given:
        role, separator, file = text.partition("=")
        if not separator or role not in ROLES or not file:
            raise UserError(f"--{option} {text} is not understood", f"Write ROLE=FILE, such as {example}.")
        sounds[role] = file
    return sounds


def _take_document(take: MadeTake) -> dict[str, Any]:
    return {
        "take": take.number,
        "folder": take.folder,
        "seed": take.seed,
        "files": list(take.files),
        **take.summary,
        "choices": list(take.choices),
        "seconds": take.seconds,
        "total": take.score.total.get("value"),
        "gate": take.gate,
    }


def _reading_lines(reading: Reading) -> list[str]:
    lines = []
    if reading.understood:
        lines.append("Understood: " + "; ".join(f"{item.text} → {item.meaning}" for item in reading.understood))
    if reading.ignored:
        lines.append("Not understood, so not followed: " + ", ".join(reading.ignored))
    lines += [f"Note: {sentence}" for sentence in reading.conflicts]
    return lines


def _take_line(take: MadeTake) -> str:
    from engine.cli.console import clock

    summary, audio = take.summary, take.summary["audio"]
    loudness = "silent" if audio["loudness_lufs"] is None else f"{audio['loudness_lufs']:.1f} LUFS"
    ratio = audio["duration"] / max(take.seconds["all"], 1e-9)
    return (
        f"{Path(take.folder).name}: {summary['style']}, {summary['tempo_bpm']:g} BPM, {summary['key']}, "
        f"{summary['num_bars']} bars ({clock(audio['duration'])}), {loudness}, seed {take.seed}; "
        f"made in {take.seconds['all']:.1f} s ({ratio:.0f}× real time)\n"
        f"  {' | '.join(summary['sections'])}\n"
        f"  {_gate_line(take)}\n"
        f"  {take.folder}: {', '.join(take.files)}"
    )


def _gate_line(take: MadeTake) -> str:
    """What the gate said of it, and what it was made again with."""
    tries = take.gate["history"]
    attempts = "" if len(tries) == 1 else f" (attempt {take.gate['kept']} of {len(tries)})"
    changes = tries[take.gate["kept"] - 1]["changes"]
    return f"score: {take.gate['why']}{attempts}" + (f"; made again with {', '.join(changes)}" if changes else "")


def _list_styles(console: Console) -> None:
    from engine.generation.profiles import load_profiles

    profiles = load_profiles()
    document = {"styles": [{"id": p.id, "title": p.title, "description": p.description} for p in profiles.values()]}
    width = max(map(len, profiles))
    console.result(document, "\n".join(f"{p.id:<{width}}  {p.description}" for p in profiles.values()))


def _show_plan(spec: Any, console: Console) -> None:
    from engine.core.codec import to_builtins
    from engine.jobs.take_orders import planned

    reading, blueprint, choices = planned(spec)
    lines = [
        *_reading_lines(reading),
        f"{blueprint.style}, {blueprint.tempo_bpm:g} BPM, {blueprint.key}, {blueprint.num_bars} bars, seed {spec.seed}",
    ]
    for section in blueprint.sections:
        roles = ", ".join(plan.role for plan in section.roles)
        lines.append(
            f"  {section.name or section.label:<12} {section.num_bars:>3}  {' '.join(section.harmony)}: {roles}"
        )
    lines += [f"  {choice}" for choice in choices]
    document = {
        "understood": to_builtins(reading.understood),
        "ignored": list(reading.ignored),
        "conflicts": list(reading.conflicts),
        "choices": list(choices),
        "blueprint": to_builtins(blueprint),
    }
    console.result(document, "\n".join(lines))
