"""``aurax rate calibrate``: what listeners said of scored songs becomes a scoring profile of its own version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.rating import RATINGS, Calibration

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.rating.calibrating import Calibrated
    from engine.rating.results import Row


def add_verb(verbs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the verb."""
    verb = verbs.add_parser("calibrate", help="unblinded sessions of ratings become a scoring profile")
    verb.add_argument("sessions", metavar="SESSION", nargs="+", help="sessions of kind ratings, on scored items")
    verb.add_argument("--profile", metavar="ID", default="aurax", help="the profile that scored them (default: aurax)")
    verb.add_argument("--name", metavar="ID", default="", help="of the new profile; default: ID-calibrated")
    verb.add_argument("--seed", type=int, default=0, metavar="N", help="of the draws of plausible truths (default 0)")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Fit every marker that was rated, write the profile and its report."""
    from engine.core.codec import encode_json, to_builtins
    from engine.culture.profile import load_culture_profile, profile_file, profile_of, user_profiles_folder
    from engine.rating.calibrating import calibrate, ratings_of
    from engine.whole_file import write_bytes

    base = profile_of(arguments.profile, console.paths.home)
    if any(marker.calibration is not None for marker in base.markers.values()):
        raise UserError(
            f"The scoring profile {base.id} is calibrated already",
            "Score the items with the profile it was made from, and calibrate that one.",
        )
    name = arguments.name or f"{base.id}-calibrated"
    if not name.replace("-", "").replace("_", "").isalnum() or name == base.id:
        raise UserError(f"{name} cannot name the new profile", "Choose letters, digits and dashes with --name.")
    rows = [row for session in arguments.sessions for row in _rows(Path(session).expanduser())]
    fitted: dict[str, Calibrated] = {}
    refused: dict[str, str] = {}
    for marker in base.markers:
        ratings = ratings_of(rows, marker)
        try:
            fitted[marker] = calibrate(ratings, seed=arguments.seed)
        except UserError as error:
            refused[marker] = str(error)
    if not fitted:
        reasons = "; ".join(f"{marker}: {why}" for marker, why in refused.items())
        raise UserError(
            f"No marker could be calibrated ({reasons})", "Rate more scored songs: aurax rate new --kind ratings"
        )
    target = user_profiles_folder(console.paths.home) / f"{name}.toml"
    version = f"{base.version}+panel.{_panel(fitted)[:8]}"
    source = profile_file(arguments.profile, console.paths.home).read_text("utf-8")
    text = profile_text(source, version, {marker: one.calibration for marker, one in fitted.items()})
    write_bytes(target, text.encode())
    load_culture_profile(str(target))  # what was written is what will be read
    report: dict[str, Any] = {
        "profile": name,
        "version": version,
        "file": str(target),
        "base": {"profile": base.id, "version": base.version},
        "markers": {
            marker: {**to_builtins(one.calibration), **to_builtins(one.quality)} for marker, one in fitted.items()
        },
        "not_calibrated": refused,
    }
    write_bytes(target.with_suffix(".report.json"), encode_json(report, indent=2) + b"\n")
    console.result(report, _told(report))


def _rows(folder: Path) -> list[Row]:
    """The rows that count of an unblinded session of ratings."""
    from engine.rating.opened import counted_rows
    from engine.rating.sessions import read_session

    session = read_session(folder)
    if session.kind != RATINGS:
        raise UserError(
            f"{folder} is a session of {session.kind}", "Only ratings calibrate: aurax rate new --kind ratings"
        )
    return counted_rows(folder)


def _panel(fitted: dict[str, Calibrated]) -> str:
    import hashlib

    return hashlib.sha256("".join(one.calibration.panel for one in fitted.values()).encode()).hexdigest()


def profile_text(base: str, version: str, calibrations: dict[str, Calibration]) -> str:
    """The base profile's text with another version and a calibration for each marker that has one."""
    lines = [f'version = "{version}"' if line.startswith("version =") else line for line in base.rstrip().split("\n")]
    for marker, own in calibrations.items():
        lines += [
            "",
            f"[markers.{marker}.calibration]",
            f"raw = {list(own.raw)}",
            f"share = {list(own.share)}",
            f"half_width = {own.half_width}",
            f'display = "{own.display}"',
            f'panel = "{own.panel}"',
            f"num_items = {own.num_items}",
            f"num_raters = {own.num_raters}",
            *([] if own.alpha is None else [f"alpha = {own.alpha}"]),
        ]
    return "\n".join(lines) + "\n"


def _told(report: dict[str, Any]) -> str:
    lines = [f"{report['profile']} {report['version']}: use it with aurax score --profile {report['profile']}"]
    for marker, own in report["markers"].items():
        alpha = "unknown" if own["alpha"] is None else f"{own['alpha']:.2f}"
        accepted = "accepted" if own["accepted"] else "NOT accepted: read the report before you rely on it"
        lines.append(
            f"  {marker}: alpha {alpha} ({own['display']}), interval ±{own['half_width']:.2f}, coverage "
            f"{own['coverage']:.0%}, calibration error {own['calibration_error']:.3f}, {own['num_items']} items; "
            f"{accepted}"
        )
    lines += [f"  {marker}: not calibrated, {why}" for marker, why in report["not_calibrated"].items()]
    return "\n".join(lines)
