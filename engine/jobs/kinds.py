"""The table of job kinds: one line each. Importing it is cheap; what a job needs is imported when the job runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.core.errors import UserError
from engine.jobs import (
    analyze_track,
    analyze_tracks,
    export_one_shots,
    export_song,
    generate_sound,
    generate_takes,
    import_tracks,
    install_model,
    open_song,
    score_song,
    separate_track,
    try_split,
)


@dataclass(frozen=True, slots=True)
class JobKind:
    """What can be done, and by whom. All functions must be importable by name: a worker gets them by reference.

    Args:
        name: Stands in the library; never changes once released.
        spec_type: A frozen dataclass that ``engine.core.codec`` can write and read.
        run: ``run(spec, context) -> result``, in a worker. Computes and writes files, never the database.
        record: ``record(spec, result, library)``, in the parent, in one transaction, before success is told.
        label: The work in words a user reads, such as "Import".
        resource: ``gpu`` jobs run one at a time; ``cpu`` jobs run side by side.
        record_item: ``record_item(spec, item, library) -> recorded``, in the parent, in one transaction per item.
        conclude: ``conclude(result, recorded_items) -> result``, in the parent, after ``record``: what is told in the
            end, where the parent knows more than the worker.
        output_folders: Where the job leaves temporary files when it is killed; they are removed there.
    """

    name: str
    spec_type: type
    run: Callable[[Any, Any], Any]
    record: Callable[[Any, Any, Any], None]
    label: str
    resource: Literal["cpu", "gpu"] = "cpu"
    record_item: Callable[[Any, Any, Any], Any] | None = None
    conclude: Callable[[Any, Sequence[Any]], Any] | None = None
    output_folders: Callable[[Any], tuple[Path, ...]] = lambda _spec: ()


KINDS: dict[str, JobKind] = {
    "import_tracks": JobKind(
        "import_tracks",
        import_tracks.ImportTracks,
        import_tracks.run,
        import_tracks.record,
        label="Import",
        record_item=import_tracks.record_item,
        conclude=import_tracks.conclude,
    ),
    "open_song": JobKind(
        "open_song",
        open_song.OpenSong,
        open_song.run,
        open_song.record,
        label="Open",
        resource="gpu",
        record_item=open_song.record_item,
        conclude=open_song.conclude,
    ),
    "separate_track": JobKind(
        "separate_track",
        separate_track.SeparateTrack,
        separate_track.run,
        separate_track.record,
        label="Separate",
        resource="gpu",
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "analyze_track": JobKind(
        "analyze_track",
        analyze_track.AnalyzeTrack,
        analyze_track.run,
        analyze_track.record,
        label="Analyse",
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "analyze_tracks": JobKind(
        "analyze_tracks",
        analyze_tracks.AnalyzeTracks,
        analyze_tracks.run,
        analyze_tracks.record,
        label="Analyse the library",
        record_item=analyze_tracks.record_item,
        conclude=analyze_tracks.conclude,
    ),
    "score_song": JobKind(
        "score_song",
        score_song.ScoreSong,
        score_song.run,
        score_song.record,
        label="Score",
        output_folders=lambda spec: (Path(spec.folder),) if spec.folder else (),
    ),
    "export_one_shots": JobKind(
        "export_one_shots",
        export_one_shots.ExportOneShots,
        export_one_shots.run,
        export_one_shots.record,
        label="Export one-shots",
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "export_song": JobKind(
        "export_song",
        export_song.ExportSong,
        export_song.run,
        export_song.record,
        label="Export",
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "try_split": JobKind(
        "try_split",
        try_split.TrySplit,
        try_split.run,
        try_split.record,
        label="Try",
        resource="gpu",
    ),
    "generate_takes": JobKind(
        "generate_takes",
        generate_takes.GenerateTakes,
        generate_takes.run,
        generate_takes.record,
        label="Generate",
        record_item=generate_takes.record_item,
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "generate_sound": JobKind(
        "generate_sound",
        generate_sound.GenerateSound,
        generate_sound.run,
        generate_sound.record,
        label="Generate",
        resource="gpu",
        record_item=generate_sound.record_item,
        output_folders=lambda spec: (Path(spec.folder),),
    ),
    "install_model": JobKind(
        "install_model",
        install_model.InstallModel,
        install_model.run,
        install_model.record,
        label="Add a model",
    ),
}


def kind_of(spec: Any, kinds: Mapping[str, JobKind] = KINDS) -> JobKind:
    """The kind a spec belongs to.

    Raises:
        TypeError: If no kind has this type of spec.
    """
    for kind in kinds.values():
        if type(spec) is kind.spec_type:
            return kind
    known = ", ".join(kind.spec_type.__name__ for kind in kinds.values())
    raise TypeError(f"expected one of {known}, got {type(spec).__name__}")


def kind_named(name: str, kinds: Mapping[str, JobKind] = KINDS) -> JobKind:
    """The kind a stored job names.

    Raises:
        UserError: If this version has no such kind.
    """
    if name not in kinds:
        raise UserError(
            f"This version does not know the job '{name}'", "Cancel the job, or use the version that made it."
        )
    return kinds[name]
