"""Texts for voices to sing: made-up phrases that sound like a language, and single words of everyday use.

Nothing is quoted. The made-up ones follow the syllables of their language (open syllables, nasals before stops in the
Bantu languages) and mean nothing; they are what a network must learn to tell from instruments: consonants, vowels and
their transitions.
"""

from __future__ import annotations

import numpy as np


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


_BANTU = words(
    "nga ku tha ndo le mi si zwe ba ntu wa mi ka ya so ze li nhle bo na le so mo re tse la ga ke rata ntso dumela "
    "pula tsela moya jabu lani siya bonga thando sthandwa woza hamba lalela ngena shaya khuluma mama baba wethu mina "
    "wena yebo hayi nami nawe imali ubusuku lelanga pelo motse basadi banna tlhe kwa teng fela ruri"
)
_ENGLISH = words(
    "love night day light fire dance feel the rhythm all my people come on now you and me tell them hold baby moving "
    "slow down to street city summer rain heart one more time never let go home again we are here stay wanna give it "
    "up high low sunshine morning dreams higher ground money problems sister brother wait for"
)
_AFRIKAANS = words(
    "my jou hart nag lig kom dans saam ons sing weer more son see wind berg stad liefde ver huis toe bly"
)
_ROMANCE = words(
    "amor vida noche cielo mar sol canta mi co ra zon luna bella senza te sempre qui dove vai la lala eterno fuego "
    "agua tierra voy contigo quiero saudade menina vem comigo toujours jamais avec moi la nuit le jour"
)
_GERMANIC = words(
    "nacht licht herz komm mit mir wir sind hier bleib bei leben traum regen sonne wasser feuer jetzt immer"
)
_ASIAN = words("dil pyar raat aaja sapna yume sora kaze hana kimi boku ashita cinta malam bulan hati aku kamu rindu")
_CALLS = (
    "hey",
    "yeah",
    "oh",
    "oh oh oh",
    "yebo",
    "haibo",
    "hayi",
    "woza",
    "la la la",
    "na na na na",
    "ooh",
    "ah",
    "eish",
)

LANGUAGES: dict[str, tuple[str, ...]] = {
    "tn": _BANTU,
    "sw": _BANTU,
    "af": _AFRIKAANS,
    "en-gb": _ENGLISH,
    "en-us": _ENGLISH,
    "en-029": _ENGLISH,
    "en-gb-x-rp": _ENGLISH,
    "en-gb-scotland": _ENGLISH,
    "es-419": _ROMANCE,
    "pt-br": _ROMANCE,
    "it": _ROMANCE,
    "fr-fr": _ROMANCE,
    "ht": _ROMANCE,
    "de": _GERMANIC,
    "nl": _GERMANIC,
    "id": _ASIAN,
    "haw": _BANTU,
    "om": _BANTU,
}
"""Voices of eSpeak NG and the words they are given.

Setswana and Swahili are the nearest it has to isiZulu and Sesotho.
"""

_BIAS = {"tn": 6.0, "sw": 4.0, "af": 2.0, "en-gb": 2.0, "en-us": 2.0, "en-029": 2.0}


def draw_language(rng: np.random.Generator) -> str:
    """A language, those of southern Africa and English more often."""
    names = tuple(LANGUAGES)
    weights = np.array([_BIAS.get(name, 1.0) for name in names])
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def draw_phrase(rng: np.random.Generator, language: str) -> str:
    """Two to six words; one phrase in six is a call."""
    if rng.random() < 1 / 6:
        return str(rng.choice(_CALLS))
    known = LANGUAGES[language]
    return " ".join(known[int(rng.integers(len(known)))] for _ in range(int(rng.integers(2, 7))))
