"""Every format against what was put into it, and against libsndfile where it reads the same."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import blocks, probe, read, read_with_notes
from engine.core.errors import AudioReadError, JobCancelled
from tests.faults import audio_bytes as made

SAMPLE_RATE = 44_100


def coloured_noise(num_samples: int, *, channels: int = 2, seed: int = 3) -> np.ndarray:
    """``[samples, channels]`` with most energy below 2 kHz, which every codec keeps; different in each channel."""
    from scipy.signal import lfilter

    white = np.random.default_rng(seed).standard_normal((num_samples, channels))
    return lfilter([0.05], [1.0, -0.9], white, axis=0)


def best_lag(heard: np.ndarray, original: np.ndarray) -> tuple[int, float]:
    """Lag in samples (heard behind original) and normalised correlation at it."""
    from scipy.signal import correlate

    length = min(len(heard), len(original))
    a, b = heard[:length].astype(float), original[:length].astype(float)
    correlation = correlate(a, b, method="fft")
    at = int(np.argmax(correlation))
    return at - (length - 1), float(correlation[at] / np.sqrt(np.sum(a * a) * np.sum(b * b)))


SUBTYPES = ("PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW")
LOSSLESS = (
    *((container, subtype) for container in ("WAV", "WAVEX", "RF64", "W64", "AIFF") for subtype in SUBTYPES),
    *(("WAV", "PCM_U8"), ("AIFF", "PCM_U8"), ("AIFF", "PCM_S8")),
    *(("FLAC", "PCM_S8"), ("FLAC", "PCM_16"), ("FLAC", "PCM_24")),
)


@pytest.mark.parametrize(("container", "subtype"), LOSSLESS)
def test_lossless_formats_read_as_libsndfile_reads_them(container: str, subtype: str, tmp_path: Path) -> None:
    import soundfile

    path = tmp_path / "song"
    signal = coloured_noise(5_001)
    path.write_bytes(made.with_soundfile(signal, container, subtype))
    expected = soundfile.read(io.BytesIO(path.read_bytes()), dtype="float32", always_2d=True)[0]
    recording = read_with_notes(path)
    assert np.array_equal(recording.audio.samples, expected.T)
    assert recording.notes == ()
    assert probe(path) == recording.info
    assert recording.info.num_samples == 5_001


def test_big_endian_riff_and_little_endian_aiff(tmp_path: Path) -> None:
    signal = coloured_noise(1_000)
    for container, endian in (("WAV", "BIG"), ("AIFF", "LITTLE")):
        import soundfile

        path = tmp_path / container
        soundfile.write(path, signal, SAMPLE_RATE, format=container, subtype="PCM_16", endian=endian)
        expected = soundfile.read(path, dtype="float32", always_2d=True)[0]
        assert np.array_equal(read(path).samples, expected.T)


@pytest.mark.parametrize("length", [100, 575, 576, 1151, 1152, 1153, 2_304, 44_100, 100_001])
@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (22_050, 2), (8_000, 1)])
def test_mp3_has_the_samples_libsndfile_hears(length: int, rate: int, channels: int, tmp_path: Path) -> None:
    import soundfile

    path = tmp_path / "song.mp3"
    path.write_bytes(
        made.with_soundfile(coloured_noise(length, channels=channels), "MP3", "MPEG_LAYER_III", sample_rate=rate)
    )
    expected = soundfile.read(path, dtype="float32", always_2d=True)[0]
    audio = read(path)
    assert audio.samples.shape == (channels, length)
    # two decoders of one standard, both in float32: they may differ by rounding, a few units of 2^-24 per addition
    assert np.abs(audio.samples - expected.T).max() < 1e-5
    assert probe(path).num_samples == length


@pytest.mark.parametrize("length", [100, 1_000, 44_100, 100_001])
@pytest.mark.parametrize("subtype", ["VORBIS", "OPUS"])
def test_ogg_keeps_its_length_and_place(length: int, subtype: str, tmp_path: Path) -> None:
    path = tmp_path / "song.ogg"
    signal = coloured_noise(length)
    path.write_bytes(made.with_soundfile(signal, "OGG", subtype, sample_rate=48_000))
    audio = read(path)
    assert audio.samples.shape == (2, length)
    assert probe(path).num_samples == length
    if length > 10_000:
        lag, correlation = best_lag(audio.samples[0], signal[:, 0])
        assert lag == 0
        assert correlation > 0.93  # 0.95–0.97 measured: perceptual codecs replace noise by similar noise


@pytest.mark.parametrize(
    ("codec", "container", "padding"),
    # AAC fills its last frame of 1024 and FFmpeg keeps that; ADTS has no edit list, so the encoder's delay stays too
    [
        ("aac", "ipod", 1_023),
        ("aac", "mp4", 1_023),
        ("aac", "adts", 2_048),
        ("alac", "ipod", 0),
        ("libopus", "ogg", 0),
        ("flac", "ogg", 0),
    ],
)
def test_formats_of_ffmpeg(codec: str, container: str, padding: int, tmp_path: Path) -> None:
    signal = 0.3 * coloured_noise(60_123)
    path = tmp_path / "song"
    rate = 48_000 if codec == "libopus" else SAMPLE_RATE
    path.write_bytes(made.with_av(signal, codec, container, sample_rate=rate))
    audio = read(path)
    assert 0 <= audio.num_samples - 60_123 <= padding
    lag, correlation = best_lag(audio.samples[1], signal[:, 1])
    assert lag == (1_024 if container == "adts" else 0)
    if codec in ("alac", "flac"):
        assert np.abs(audio.samples - signal.T).max() < 2.0**-15
    else:
        assert correlation > 0.93
        level_db = 20 * np.log10(np.std(audio.samples) / np.std(signal))
        assert abs(level_db) < 0.5


def test_24_bit_flac_is_exact(tmp_path: Path) -> None:
    import soundfile

    path = tmp_path / "song.flac"
    soundfile.write(path, coloured_noise(30_000), SAMPLE_RATE, subtype="PCM_24")
    assert np.array_equal(read(path).samples, soundfile.read(path, dtype="float32")[0].T)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(made.mp3())
    assert np.array_equal(read(path).samples, read(path).samples)


@pytest.mark.parametrize("content", [made.mp3, made.ogg, made.flac, made.m4a])
def test_blocks_are_the_whole_in_pieces_of_one_length(content, tmp_path: Path) -> None:
    path = tmp_path / "song"
    path.write_bytes(content())
    pieces = list(blocks(path, block_seconds=0.1))
    assert {piece.num_samples for piece in pieces[:-1]} == {4_410}
    assert 0 < pieces[-1].num_samples <= 4_410
    assert np.array_equal(np.concatenate([p.samples for p in pieces], axis=1), read(path).samples)


def an_hour_of_silence(path: Path, *, hours: float = 1.0) -> None:
    """MP3 at 8 kHz and 8 kbit/s, mono, without a frame count: one valid frame of 72 ms again and again."""
    from engine.audio.mpeg import parse_header

    short = made.with_soundfile(
        np.zeros((8_000, 1)), "MP3", "MPEG_LAYER_III", sample_rate=8_000, bitrate_mode="CONSTANT", compression_level=0.9
    )
    second = parse_header(short).length  # the first frame is the Info header
    frame = short[second : second + parse_header(short, second).length]
    path.write_bytes(frame * round(hours * 3600 / 0.072))


def test_long_files_stream_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.mp3"
    an_hour_of_silence(path)
    assert probe(path).duration == pytest.approx(3600, abs=0.1)
    tracemalloc.start()
    try:
        total = 0
        for piece in blocks(path):
            total += piece.num_samples
            if total > 600 * 8_000:  # ten minutes show whether memory grows: held as a whole they are 19 MB
                break
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5e6


def test_too_long_is_refused_before_and_while_decoding(tmp_path: Path) -> None:
    with_count, without_count = tmp_path / "a.wav", tmp_path / "b.mp3"
    with_count.write_bytes(made.float_wav(np.zeros((80_000, 1)), sample_rate=8_000))
    an_hour_of_silence(without_count, hours=10 / 3600)
    for path in (with_count, without_count):
        read(path, max_hours=11 / 3600)
        for reader in (read, probe, lambda p, max_hours: list(blocks(p, max_hours=max_hours))):
            with pytest.raises(AudioReadError, match="longer than"):
                reader(path, max_hours=5 / 3600)


def test_more_than_the_free_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    path = tmp_path / "song.wav"
    path.write_bytes(made.float_wav(made.tone()))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Free", (), {"available": 100_000})())
    with pytest.raises(AudioReadError, match="memory"):
        read(path)


def test_progress_rises_and_can_cancel(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(made.float_wav(made.tone(400_000)))
    seen: list[float] = []
    read(path, report=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) > 3

    def cancel(_fraction: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        read(path, report=cancel)


def test_a_stalled_decoder_is_given_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.audio.source.STALL_SECONDS", -1.0)
    for name, content in (("a.mp3", made.mp3()), ("b.ogg", made.ogg()), ("c.wav", made.float_wav(made.tone()))):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(AudioReadError, match="no further"):
            read(path)


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(made.float_wav(made.tone(400_000)))

    def cut(_fraction: float) -> None:
        with path.open("r+b") as file:
            file.truncate(1_000_000)

    recording = read_with_notes(path, report=cut)
    assert recording.audio.num_samples < 400_000
    assert any("cut off" in note for note in recording.notes)


@pytest.mark.parametrize("content", [made.mp3, made.ogg, made.flac, made.m4a, lambda: made.float_wav(made.tone())])
def test_damaged_bytes_end_in_audio_or_a_sentence(content, tmp_path: Path) -> None:
    """Forty mutants per format; libsndfile alone decodes 0.25 % of MP3 mutants without end."""
    rng = np.random.default_rng(11)
    original = np.frombuffer(content(), np.uint8)
    path = tmp_path / "song"
    for _ in range(40):
        mutant = original.copy()
        places = rng.integers(0, len(mutant) if rng.random() < 0.5 else 200, rng.integers(1, 30))
        mutant[places] = rng.integers(0, 256, len(places))
        path.write_bytes(mutant.tobytes())
        try:
            audio = read(path)
            probe(path)
        except AudioReadError:
            continue
        assert np.isfinite(audio.samples).all()
