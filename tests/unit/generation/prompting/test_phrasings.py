"""What producers write, and what it asks for. Fields a row does not name ask for nothing."""

from dataclasses import fields
from typing import Any

import pytest

from engine.core.harmony import Key
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.prompting import read_prompt
from engine.generation.wishes import Wishes

DRUMS = frozenset(role.id for role in ROLES.values() if role.stem is Stem.DRUMS)
VOICES = frozenset({"vocal", "choir", "chant", "adlib"})
EVERYTHING = frozenset(ROLES)


def asked(text: str) -> dict[str, Any]:
    """The fields of the wishes that are set."""
    wishes, nothing = read_prompt(text).wishes, Wishes()
    values = {field.name: getattr(wishes, field.name) for field in fields(Wishes)}
    out = {name: value for name, value in values.items() if value != getattr(nothing, name)}
    if "key" in out:
        out["key"] = str(out["key"])
    return out


def row(text: str, **wishes: Any) -> Any:
    return pytest.param(text, wishes, id=text[:60].encode("ascii", "replace").decode() or "empty")


WHOLE = [
    row(
        "private school, 112 bpm, F minor, soulful Rhodes, soft log drum, sax solo, 3 minutes",
        style="private_school",
        tempo_bpm=112.0,
        key="F minor",
        mood=("soulful",),
        richness=0.8,
        roles={"keys": "rhodes", "log_drum": "", "lead": "sax"},
        log_drum={"level_db": -2.0, "drive": 0.15},
        seconds=180.0,
    ),
    row("amapiano 113 Fm", tempo_bpm=113.0, key="F minor"),
    row("3-step, 118bpm G#m 2:30", style="three_step", tempo_bpm=118.0, key="G# minor", seconds=150.0),
    row('{"style": "sgija", "bpm": 113, "key": "Gm"}', style="sgija", tempo_bpm=113.0, key="G minor"),
    row("tempo=112;key=F#m;length=90s", tempo_bpm=112.0, key="F# minor", seconds=90.0),
    row(
        "Deep banger @ 114bpm in C# minor; heavy log drum w/ slides, sparse keys, no sax",
        tempo_bpm=114.0,
        key="C# minor",
        mood=("deep", "energetic"),
        energy=0.675,
        roles={"log_drum": "", "keys": ""},
        log_drum={"level_db": 2.5, "drive": 0.75, "slides": 0.8},
        densities={"keys": 0.2},
        without=frozenset({"lead"}),
    ),
]

STYLES = [
    row("yanos, dust", style="classic"),
    row("street piano", style="classic"),
    row("s'gija", style="sgija"),
    row("barcadi", style="bacardi"),
    row("Three Step", style="three_step"),
    row("'piano for the kasi, school piano", style="private_school", mood=("kasi",)),
    row("kasi vibes", mood=("kasi",)),
    row("gqom-infused", style="gqom_infused"),
    row("popiano", style="popiano"),
    row("quantum sound", style="quantum"),
    row("tech", style="tech"),
    row("soulful", style="soulful", mood=("soulful",), richness=0.8),
    row("vocal amapiano", style="soulful"),
    row("afro-piano", style="afropiano"),
]

MEASURES = [
    row("113.5bpm", tempo_bpm=113.5),
    row("around 115", tempo_bpm=115.0),
    row("tempo 110-114", tempo_bpm=112.0),
    row("between 110 and 114 bpm", tempo_bpm=112.0),
    row("one hundred and twelve bpm", tempo_bpm=112.0),
    row("at one thirteen beats per minute", tempo_bpm=113.0),
    row("113,5 BPM", tempo_bpm=113.5),
    row("١١٢ bpm", tempo_bpm=112.0),
    row("3:30", seconds=210.0),
    row("3 min 20", seconds=200.0),
    row("3m20s", seconds=200.0),
    row("3′30″", seconds=210.0),
    row("90 seconds", seconds=90.0),
    row("two and a half minutes", seconds=150.0),
    row("64 bars", bars=64),
    row("56% swing", swing=0.56),
    row("swing of 58 %", swing=0.58),
    row("swung, half time", swing=0.57, kick="K3"),
    row("straight", swing=0.5),
    row("no swing", swing=0.5),
    row("-8 LUFS", target_lufs=-8.0),
    row("loud", target_lufs=-8.0),
    row("four on the floor", kick="K1"),
]

KEYS = [
    row("in Am", key="A minor"),
    row("F#m", key="F# minor"),
    row("f sharp minor", key="F# minor"),
    row("G flat major", key="F# major"),
    row("E♭ moll", key="Eb minor"),
    row("fis-moll", key="F# minor"),
    row("H-Dur", key="B major"),
    row("key of C", key="C major"),
    row("camelot 4A", key="F minor"),
    row("8B", key="C major"),
    row("D dorian", key="D minor"),
    row("fa dièse mineur", key="F# minor"),
    row("Em ré menor", key="D minor"),
    row("in a minor key", mode="minor"),
    row("112bpm fm", tempo_bpm=112.0, key="F minor"),
    row("dark, key of C", key="C minor", mood=("dark",)),
]

HARMONY = [
    row("i6/9 - bII9#11 - V7alt, Cm", key="C minor", harmony=("i69", "bII9#11", "V7alt")),
    row("i - iv - bVI - V in F minor", key="F minor", harmony=("i", "iv", "VI", "V")),
    row("ii-V-I", mode="major", harmony=("ii", "V", "I")),
    row("2-5-1 in Bb", key="Bb major", harmony=("ii", "V", "I")),
    row("Fm9 Dbmaj9 Ab Eb", key="F minor", harmony=("i9", "VImaj9", "III", "VII")),
    row("Am F C G, key of C", key="C major", harmony=("vi", "IV", "I", "V")),
    row("1-5-6-4 progression in F minor", key="F minor", harmony=("i", "v", "VI", "iv")),
    row("Imaj9 | vi11 | ii9 | V13sus", mode="major", harmony=("Imaj9", "vi11", "ii9", "V13sus4")),
]

FORMS = [
    row("intro, drop, break, drop, outro", form=("intro", "drop", "break", "drop", "outro"), form_bars=(0,) * 5),
    row("16-bar intro, 32 bar drop", form=("intro", "drop"), form_bars=(16, 32)),
    row("intro (8 bars) -> build (4 bars) -> drop (32 bars)", form=("intro", "build", "drop"), form_bars=(8, 4, 32)),
    row("verse, hook, verse, hook", form=("verse", "chorus", "verse", "chorus"), form_bars=(0,) * 4),
    row(
        "120 bpm, 16 second intro then 1 minute drop",
        tempo_bpm=120.0,
        form=("intro", "drop"),
        form_bars=(8, 30),
    ),
]

BAND = [
    row("no drums", without=DRUMS),
    row("no drums, but shakers", without=DRUMS - {"shaker"}, roles={"shaker": ""}),
    row("without vocals", without=VOICES),
    row("instrumental", without=VOICES),
    row("minus kick", without=frozenset({"kick"})),
    row("without kick and clap", without=frozenset({"kick", "clap"})),
    row("no kick, clap or snare, with rim", without=frozenset({"kick", "clap", "snare"}), roles={"rim": ""}),
    row("no kick and soft pads", without=frozenset({"kick"}), roles={"pad": ""}, levels_db={"pad": -3.0}),
    row("no sax but flute", roles={"lead": "flute"}),
    row("no chords, no melody", without=frozenset({"keys", "stab", "pad", "guitar", "riff", "lead"})),
    row("sax instead of flute", roles={"lead": "sax"}),
    row("everything except vocals", without=VOICES),
    row("no voices except chants", without=VOICES - {"chant"}, roles={"chant": ""}),
    row("sax and drums off", roles={"lead": "sax"}, without=DRUMS),
    row("no log drum", without=frozenset({"log_drum"})),
    row("log drum only", roles={"log_drum": ""}, without=EVERYTHING - {"log_drum"}),
    row("only drums and log drum", roles={"log_drum": ""}, without=EVERYTHING - DRUMS - {"log_drum"}),
    row("EP and organ", roles={"keys": "rhodes", "stab": "organ"}),
    row("marimba riff, upright, 808", roles={"riff": "marimba", "bass": "eight_o_eight"}),
    row("trumpet/horns, strings, djembe", roles={"lead": "trumpet", "pad": "strings", "conga": "djembe"}),
    row("siren and crowd noise", roles={"fx": ""}),
]

LOG_DRUM = [
    row("log drum enters at bar 33", roles={"log_drum": ""}, log_drum={"entry_bar": 33.0}),
    row("log drum at 1:42", roles={"log_drum": ""}, log_drum={"entry_bar": 49.0}),  # at 113 BPM, domain reference 0.1
    row("busy log drum with slides", roles={"log_drum": ""}, log_drum={"busy": 0.85, "slides": 0.8}),
    row("hard distorted logdrum", roles={"log_drum": ""}, log_drum={"level_db": 2.5, "drive": 0.95}),
    row("soft log drum, busy pads", roles={"log_drum": "", "pad": ""}, log_drum={"level_db": -2.0, "drive": 0.15},
        densities={"pad": 0.85}),
    row("the log drum is sparse", roles={"log_drum": ""}, log_drum={"busy": 0.2}),
    row("no slides", log_drum={"slides": 0.0}),
    row("Log drum: busy, hard, slides", roles={"log_drum": ""},
        log_drum={"busy": 0.85, "level_db": 2.5, "drive": 0.75, "slides": 0.8}),
    row("log drum +2 dB, kick at -6 dB", roles={"log_drum": "", "kick": ""}, log_drum={"level_db": 2.0},
        levels_db={"kick": -6.0}),
]  # fmt: skip

MOODS = [
    row("dreamy, late-night", mood=("dreamy", "late-night"), energy=0.425),
    row("aggressive", mood=("aggressive",), energy=0.9),
    row("not too busy", energy=0.38),
    row("fast", tempo_shift=1.0),
    row("slightly slower", tempo_shift=-0.6),
]

LANGUAGES = [
    row("sans batterie, lent, en la mineur", without=DRUMS, tempo_shift=-1.0, key="A minor"),
    row("rápido, sem voz, com saxofone", tempo_shift=1.0, without=VOICES, roles={"lead": "sax"}),
    row("una cancion triste sin voz, la menor", mood=("sad",), energy=0.35, without=VOICES, key="A minor"),
    row("schnell, dunkel, ohne Gesang, d-moll", tempo_shift=1.0, mood=("dark",), without=VOICES, key="D minor"),
    row("stadig, sonder kitaar, 3 minute", tempo_shift=-1.0, without=frozenset({"guitar"}), seconds=180.0),
    row("ngicela umculo, 112 bpm, ngaphandle kwezi drums", tempo_bpm=112.0, without=DRUMS),
]

NOTHING = [
    row(""),
    row("   \n\t "),
    row("amapiano"),
    row("please make me an amapiano track with a groove"),
    row("\x00\x01\x02"),
]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [*WHOLE, *STYLES, *MEASURES, *KEYS, *HARMONY, *FORMS, *BAND, *LOG_DRUM, *MOODS, *LANGUAGES, *NOTHING],
)
def test_a_prompt_asks_for_exactly_this_and_leaves_nothing_unread(text: str, wishes: dict[str, Any]) -> None:
    assert asked(text) == wishes
    assert read_prompt(text).ignored == ()


def test_the_table_holds_at_least_sixty_phrasings() -> None:
    tables = (WHOLE, STYLES, MEASURES, KEYS, HARMONY, FORMS, BAND, LOG_DRUM, MOODS, LANGUAGES, NOTHING)
    assert len({param.values[0] for table in tables for param in table}) >= 60


@pytest.mark.parametrize(
    ("text", "wishes", "ignored"),
    [
        ("asdf qwer zxcv", {}, ("asdf qwer zxcv",)),
        ("🔥🔥🔥 112 bpm", {"tempo_bpm": 112.0}, ("🔥🔥🔥",)),
        ("موسيقى حزينة 112 bpm", {"tempo_bpm": 112.0}, ("موسيقى حزينة",)),
        ("<b>dark</b>", {"mood": ("dark",)}, ("b", "b")),
        ("^(x+)+$ [q-z]{3,}", {}, ("q-z", "3")),
        ("like Kabza De Small, dark", {"mood": ("dark",)}, ("like Kabza De Small",)),
        ("Vigro Deep type beat", {}, ("Vigro Deep",)),
        ("in the style of Nobody Known with sax", {"roles": {"lead": "sax"}}, ("in the style of Nobody Known",)),
        ("drum and bass", {}, ("drum and bass",)),
        ("sax in the break", {"roles": {"lead": "sax"}}, ("break",)),
        ("not dark", {}, ("not dark",)),
        ("90s kwaito", {}, ("90s kwaito",)),
        ("fills every 8 bars", {}, ("fills every 8 bars",)),
        ("24 bit at 48 kHz", {}, ("24 bit at 48 kHz",)),
    ],
)
def test_what_is_not_understood_is_reported_as_it_was_written(
    text: str, wishes: dict[str, Any], ignored: tuple[str, ...]
) -> None:
    assert asked(text) == wishes
    assert read_prompt(text).ignored == ignored


@pytest.mark.parametrize(
    ("text", "wishes", "words"),
    [
        ("112 bpm 118 bpm", {"tempo_bpm": 118.0}, ("112 bpm", "118 bpm")),
        ("F minor … G major", {"key": "G major"}, ("F minor", "G major")),
        ("with vocals, no vocals", {"without": VOICES}, ("vocals", "no vocals")),
        ("no vocals, with vocals", {"without": VOICES}, ("vocals", "no vocals")),
        ("fast and slow", {"tempo_shift": -1.0}, ("fast", "slow")),
        ("private school sgija", {"style": "sgija"}, ("private school", "sgija")),
        ("3 minutes, 64 bars", {"bars": 64}, ("3 minutes", "64 bars")),
        ("sax and flute", {"roles": {"lead": "flute"}}, ("sax", "flute")),
        ("F minor, major", {"key": "F minor"}, ("F minor", "major")),
        ("Fm9 Dbmaj9", {"key": "F minor", "harmony": ("i9", "VImaj9")}, ("Fm9 Dbmaj9", "F minor")),
        ("900 bpm", {}, ("900 bpm", "180")),
        ("0 seconds", {}, ("0 seconds", "4")),
        ("10 hours", {}, ("10 hours", "1200")),
        ("-3 LUFS", {}, ("-3 LUFS", "-5")),
        ("-40 LUFS", {}, ("-40 LUFS", "-24")),
        ("20% swing", {}, ("20% swing", "50")),
        ("in 6/8", {}, ("6/8", "4/4")),
        ("16 bar intro", {}, ("intro",)),
        ("only log drum, and a sax", {}, ("log drum", "solo")),
    ],
)
def test_a_contradiction_is_one_sentence_that_names_both_sides(
    text: str, wishes: dict[str, Any], words: tuple[str, ...]
) -> None:
    reading = read_prompt(text)
    assert len(reading.conflicts) == 1
    assert all(word in reading.conflicts[0] for word in words)
    if wishes:
        assert asked(text) == wishes


def test_out_of_range_is_not_bent_to_fit() -> None:
    assert asked("900 bpm, 10 hours, -3 LUFS, 20% swing") == {}


@pytest.mark.parametrize(
    "text",
    [
        "private school, 112 bpm, F minor, soulful Rhodes, soft log drum, sax solo, 3 minutes, " * 240,
        "a " * 10_000,
        "no " * 7_000,
        "no kick, " * 2_300,
        "i-" * 10_000,
        "A " * 10_000,
        "one hundred " * 1_700,
        "9" * 20_000,
        "x" * 20_000,
        "🔥" * 20_000,
        "1 " * 10_000,
    ],
    ids=lambda text: text[:12].encode("ascii", "replace").decode(),
)
def test_twenty_thousand_characters_are_read(text: str) -> None:
    text = text[:20_000]
    reading = read_prompt(text)
    assert len(reading.conflicts) <= 41


def test_a_long_prompt_means_what_it_means_once() -> None:
    once = "private school, 112 bpm, F minor, sax solo, 3 minutes, "
    assert asked(once * 300) == asked(once)
    assert read_prompt(once * 300).conflicts == ()


def test_every_meaning_is_told_in_the_order_of_the_words() -> None:
    reading = read_prompt("sgija, 112 bpm, no kick")
    assert [(piece.text, piece.meaning) for piece in reading.understood] == [
        ("sgija", "style sgija"),
        ("112 bpm", "tempo 112 BPM"),
        ("no kick", "no kick"),
    ]


def test_what_is_told_of_a_log_drum_is_what_is_asked_for() -> None:
    reading = read_prompt("soft log drum")
    assert reading.understood[0].meaning == "log drum: level -2 dB, drive 0.15"
    assert reading.wishes.log_drum == {"level_db": -2.0, "drive": 0.15}


def test_a_key_without_a_mode_says_which_one_was_taken() -> None:
    assert any("C major, as no mode was named" in piece.meaning for piece in read_prompt("key of C").understood)


def test_the_key_of_the_prompt_and_of_the_option_parser_agree() -> None:
    for name in ("F minor", "Bb major", "F#m", "Ebm"):
        assert read_prompt(name).wishes.key == Key.parse(name)


def test_no_shakers_silences_both_of_them() -> None:
    assert {"shaker", "shaker_dark"} <= read_prompt("classic but without shakers").wishes.without
    assert read_prompt("with shakers").wishes.without == frozenset()
