"""Uses the built plug-ins and prints what came out, as JSON; in a process of its own, which a plug-in may take down."""

import json
import sys
from pathlib import Path

import numpy as np

from engine.core.blueprint import Voice
from engine.core.composition import Slide
from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import RATE, Stroke
from engine.generation.sketch.outside import open_effect, open_player


def hertz(sound: np.ndarray, start: float, end: float) -> float:
    part = sound[int(start * RATE) : int(end * RATE)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 19))
    return float(np.argmax(spectrum) * RATE / (1 << 19))


def refusal(attempt) -> str:
    try:
        attempt()
    except UserError as error:
        return f"{error} | {error.hint}"
    return ""


def main(synth: str, effect: str, folder: Path) -> None:
    said = {}
    player = open_player(Voice(instrument="", source="vst3", file=synth, parameters={"level": 0.5}))
    strokes = [
        (0.1, Stroke(pitch=69, velocity=127, duration=0.4)),
        (0.8, Stroke(pitch=60, velocity=64, duration=0.8, slide=Slide(0.2, 0.1, 2.0))),
    ]
    sound = player.play_all(strokes, 2 * RATE)
    heard = np.flatnonzero(np.abs(sound[0]) > 1e-6) / RATE
    said["shape"] = list(sound.shape)
    said["first"], said["last"] = float(heard[0]), float(heard[-1])
    said["a4"], said["c4"], said["d4"] = (
        hertz(sound[0], 0.12, 0.48),
        hertz(sound[0], 0.82, 0.98),
        hertz(sound[0], 1.15, 1.55),
    )
    said["peak"] = float(np.abs(sound[:, : RATE // 2]).max())
    said["same"] = bool(np.array_equal(sound, player.play_all(strokes, 2 * RATE)))

    import pedalboard

    plug_in = pedalboard.VST3Plugin(synth)
    plug_in.parameters["level"].raw_value = 0.25
    plug_in([], 0.1, RATE)  # until it has run once, it does not know what it was set to
    preset = folder / "quiet.vstpreset"
    preset.write_bytes(plug_in.preset_data)
    quiet = open_player(Voice(instrument="", source="vst3", file=synth, preset=str(preset)))
    said["quiet_peak"] = float(np.abs(quiet.play_all(strokes[:1], RATE)).max())

    click = np.zeros((2, 4000), np.float32)
    click[:, 1000] = 1.0
    treated = open_effect(effect, parameters={"level": 1.0}).treat(click)
    said["click_at"], said["click"] = int(np.argmax(np.abs(treated[0]))), float(treated[0].max())
    said["treated_shape"] = list(treated.shape)

    nonsense = folder / "nonsense.vst3"
    nonsense.write_bytes(b"not a plug-in")
    said["effect_as_instrument"] = refusal(lambda: open_player(Voice(instrument="", source="vst3", file=effect)))
    said["instrument_as_effect"] = refusal(lambda: open_effect(synth))
    said["nonsense"] = refusal(lambda: open_effect(str(nonsense)))
    said["parameter"] = refusal(lambda: open_effect(effect, parameters={"depth": 0.5}))
    said["range"] = refusal(lambda: open_effect(effect, parameters={"level": 3.0}))
    said["no_preset"] = refusal(lambda: open_effect(effect, str(folder / "none.vstpreset")))
    said["bad_preset"] = refusal(lambda: open_effect(effect, str(nonsense)))
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
