"""Options win over words, and every difference is told."""

from engine.core.harmony import Key
from engine.generation.prompting import merge, read_prompt
from engine.generation.wishes import Wishes


def test_an_option_wins_and_the_difference_is_told() -> None:
    merged = merge(read_prompt("112 bpm, sgija"), Wishes(tempo_bpm=118.0))
    assert merged.wishes.tempo_bpm == 118.0
    assert merged.wishes.style == "sgija"
    assert merged.conflicts == ("The words say 112.0 for tempo, the option 118.0; the option is followed.",)


def test_no_options_change_nothing() -> None:
    reading = read_prompt("private school, 112 bpm, no kick, sax, Fm")
    assert merge(reading, Wishes()) == reading


def test_an_option_that_agrees_is_no_contradiction() -> None:
    assert merge(read_prompt("112 bpm"), Wishes(tempo_bpm=112.0)).conflicts == ()


def test_a_length_in_seconds_rules_out_one_in_bars_and_the_other_way_round() -> None:
    merged = merge(read_prompt("64 bars"), Wishes(seconds=60.0))
    assert (merged.wishes.seconds, merged.wishes.bars, len(merged.conflicts)) == (60.0, None, 1)
    merged = merge(read_prompt("60 seconds"), Wishes(bars=32))
    assert (merged.wishes.seconds, merged.wishes.bars, len(merged.conflicts)) == (None, 32, 1)


def test_a_key_rules_out_a_mode_and_a_mode_turns_a_key() -> None:
    merged = merge(read_prompt("minor"), Wishes(key=Key(0, "major")))
    assert (merged.wishes.key, merged.wishes.mode) == (Key(0, "major"), None)
    merged = merge(read_prompt("F minor"), Wishes(mode="major"))
    assert (merged.wishes.key, merged.wishes.mode, len(merged.conflicts)) == (Key(5, "major"), None, 1)


def test_a_role_asked_for_by_option_plays_though_the_words_refuse_it() -> None:
    merged = merge(read_prompt("no sax, no kick"), Wishes(roles={"lead": "flute"}))
    assert merged.wishes.roles == {"lead": "flute"}
    assert merged.wishes.without == {"kick"}
    assert len(merged.conflicts) == 1


def test_a_role_refused_by_option_rests_though_the_words_ask_for_it() -> None:
    merged = merge(read_prompt("sax, organ"), Wishes(without=frozenset({"lead"})))
    assert merged.wishes.roles == {"keys": "organ"}
    assert len(merged.conflicts) == 1


def test_a_tempo_rules_out_fast_and_slow_quietly() -> None:
    merged = merge(read_prompt("fast"), Wishes(tempo_bpm=110.0))
    assert (merged.wishes.tempo_shift, merged.conflicts) == (None, ())


def test_instruments_and_log_drum_merge_by_name() -> None:
    merged = merge(read_prompt("Rhodes, busy log drum"), Wishes(roles={"keys": "organ"}, log_drum={"drive": 0.9}))
    assert merged.wishes.roles == {"keys": "organ", "log_drum": ""}
    assert merged.wishes.log_drum == {"busy": 0.85, "drive": 0.9}
    assert len(merged.conflicts) == 1
