"""XML as programs read it: names that nobody vetted become legal text, and files that somebody sent do no harm."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no ``Char`` of XML 1.0 (W3C, 5th edition, 2.2): control characters, surrogates, U+FFFE and U+FFFF."""
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST = 500


def legal(text: object, longest: int = _LONGEST) -> str:
    """Any value as text that XML can hold, on one line, at most ``longest`` characters."""
    kept = _FORBIDDEN.sub("", str(text)[: 8 * longest])
    return " ".join(kept.split())[:longest]


def document(root: ET.Element) -> bytes:
    """An element as a UTF-8 document with its declaration, indented by two spaces."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body.encode() + b"\n"


def parsed(content: bytes) -> ET.Element:
    """The root of a document that declares no entities: those could grow without bound or name other files.

    Raises:
        ValueError: If it declares a document type, or is no XML.
    """
    plain = content.replace(b"\0", b"")  # a declaration in UTF-16 is found too
    if _DOCTYPE.search(plain):
        raise ValueError("it declares a document type")
    try:
        return ET.fromstring(content)
    except (ET.ParseError, LookupError, UnicodeError) as error:
        raise ValueError(f"it is no XML: {error}") from error
