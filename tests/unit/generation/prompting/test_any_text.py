"""Whatever is typed: no error, the same twice, and every word is understood, a filler, or reported."""

from hypothesis import given
from hypothesis import strategies as st

from engine.generation.prompting import Change, read_change, read_prompt
from engine.generation.prompting.draft import FASTEST_BPM, LONGEST, SHORTEST, SLOWEST_BPM
from engine.generation.prompting.grammar import HANDLERS, finish, read
from engine.generation.prompting.lexicon import lexicon
from engine.generation.prompting.reader import FILLER, IGNORED, UNDERSTOOD
from engine.generation.prompting.tokens import tokenise

PHRASES = sorted(" ".join(words) for words in lexicon().phrases)
SIGNS = (", ", " - ", "; ", "\n", ": ", "/", "(", ")", "'", "F#m", "Bb", "bVI", "Fm9", "4A", "3:30", "%", "-8")
PIECES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(SIGNS),
    st.integers(0, 300).map(str),
    st.text(max_size=6),
)
PROMPTS = st.lists(PIECES, max_size=25).map(" ".join)
STRUCTURAL = {entry.kind for entry in lexicon().phrases.values()} - set(HANDLERS) | {
    "only",
    "similar",
    "negation",
    "unit",
}


def check(text: str) -> None:
    reader = read(text)
    covered = [token for item in reader.items for token in range(item.first, item.last + 1)]
    assert covered == list(range(len(reader.text.tokens)))  # every token belongs to one item
    reading = finish(reader)
    told = "\n".join((*(piece.text for piece in reading.understood), *reading.ignored))
    for index, (item, fate) in enumerate(zip(reader.items, reader.fates, strict=True)):
        assert fate in (UNDERSTOOD, FILLER, IGNORED)
        written = reader.written(index)
        if fate == FILLER:
            assert item.kind in STRUCTURAL or (item.kind == "number" and item.value.in_words)
        else:
            assert written in told
    wishes = reading.wishes
    assert wishes.seconds is None or wishes.bars is None
    assert wishes.seconds is None or SHORTEST <= wishes.seconds <= LONGEST
    assert wishes.tempo_bpm is None or SLOWEST_BPM <= wishes.tempo_bpm <= FASTEST_BPM
    assert not wishes.roles.keys() & wishes.without
    assert len(wishes.form) == len(wishes.form_bars)


@given(PROMPTS)
def test_every_word_of_a_prompt_is_accounted_for(text: str) -> None:
    check(text)
    assert read_prompt(text) == read_prompt(text)


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read(text: str) -> None:
    check(text)


@given(PROMPTS)
def test_any_change_can_be_read_and_never_draws_anew_what_is_kept(text: str) -> None:
    change = read_change(text)
    assert isinstance(change, Change)
    assert not set(change.redraw) & set(change.keep)
    assert change == read_change(text)


@given(st.text(max_size=100))
def test_tokens_lie_in_order_within_the_text(text: str) -> None:
    cut = tokenise(text)
    assert len(cut.raw) == len(cut.cased) == len(cut.folded)
    ends = [0, *(place for token in cut.tokens for place in (token.start, token.end))]
    assert ends == sorted(ends)
    assert ends[-1] <= len(cut.raw)


@given(st.text(max_size=60))
def test_letters_and_digits_are_never_lost_between_tokens(text: str) -> None:
    cut = tokenise(text)
    inside = {place for token in cut.tokens for place in range(token.start, token.end)}
    lost = [letter for place, letter in enumerate(cut.folded) if place not in inside and (letter.isalnum())]
    assert lost == []
