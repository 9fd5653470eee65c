"""Strokes become MIDI that any instrument understands."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import Stroke
from engine.generation.sketch.outside.messages import BEND, CENTRE, NOTE_OFF, NOTE_ON, Message, messages

slides = st.none() | st.builds(
    Slide, st.floats(0.0, 0.5), st.floats(0.01, 0.3), st.floats(-14.0, 14.0).filter(lambda size: abs(size) > 0.1)
)
strokes = st.builds(
    Stroke, pitch=st.integers(24, 100), velocity=st.integers(1, 127), duration=st.floats(0.02, 3.0), slide=slides
)
roles = st.lists(st.tuples(st.floats(0.0, 20.0), strokes), max_size=30)


def of(score: tuple[Message, ...], kind: int) -> list[Message]:
    return [message for message in score if message.kind == kind]


@given(roles, st.booleans(), st.sampled_from([2.0, 24.0]))
def test_every_key_that_goes_down_comes_up_before_it_goes_down_again(
    role: list[tuple[float, Stroke]], one_channel: bool, bend: float
) -> None:
    down: set[tuple[int, int]] = set()
    for message in messages(role, bend_semitones=bend, one_channel=one_channel):
        key = (message.channel, message.first)
        if message.kind == NOTE_ON and message.second > 0:
            assert key not in down
            down.add(key)
        elif message.kind == NOTE_OFF:
            down.discard(key)
    assert not down


@given(roles, st.booleans())
def test_messages_are_valid_and_in_order_of_time(role: list[tuple[float, Stroke]], one_channel: bool) -> None:
    score = messages(role, bend_semitones=2.0, one_channel=one_channel)
    assert all(first.seconds <= second.seconds for first, second in itertools.pairwise(score))
    for message in score:
        status, first, second = message.to_bytes()
        assert status & 0x80
        assert first < 0x80
        assert second < 0x80
        assert message.channel == 0 or not one_channel
        assert message.channel != 9  # General MIDI's percussion


def test_a_slide_within_the_range_is_a_bend_to_its_interval() -> None:
    score = messages(
        [(1.0, Stroke(pitch=60, velocity=90, duration=1.0, slide=Slide(0.2, 0.1, 12.0)))], bend_semitones=24.0
    )
    bends = of(score, BEND)
    assert bends[0].bend == CENTRE
    assert bends[0].seconds == 1.0
    assert bends[-1].bend == CENTRE + 4096
    assert abs(bends[-1].seconds - 1.3) < 1e-9
    assert len(of(score, NOTE_ON)) == 1


def test_a_wider_slide_is_a_tie() -> None:
    score = messages(
        [(1.0, Stroke(pitch=60, velocity=90, duration=1.0, slide=Slide(0.2, 0.1, -5.0)))], bend_semitones=2.0
    )
    first, second = of(score, NOTE_ON)
    assert (first.first, second.first) == (60, 55)
    released = {message.first: message.seconds for message in of(score, NOTE_OFF)}
    assert second.seconds < released[60] < second.seconds + 0.05
    assert released[55] == 2.0


def test_sliding_notes_do_not_share_a_channel() -> None:
    slide = Slide(0.1, 0.1, 2.0)
    chord = [(0.0, Stroke(pitch=pitch, velocity=90, duration=1.0, slide=slide)) for pitch in (60, 64, 67)]
    channels = {message.channel for message in of(messages(chord, bend_semitones=24.0), NOTE_ON)}
    assert len(channels) == 3


def test_after_a_slide_on_a_shared_channel_the_next_note_is_straight() -> None:
    role = [
        (0.0, Stroke(pitch=60, velocity=90, duration=0.5, slide=Slide(0.1, 0.1, 2.0))),
        (1.0, Stroke(pitch=62, velocity=90, duration=0.5)),
    ]
    score = messages(role, bend_semitones=2.0, one_channel=True)
    before = [message for message in of(score, BEND) if message.seconds <= 1.0]
    assert before[-1].bend == CENTRE
