"""The 管理番号: six characters and a check character."""

import hashlib
import re

# Crockford's letters: none that is read as another (I L O U).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


_LETTERS = ALPHABET[10:]


# A spreadsheet reads MAR2026 as a date.
_MONTH = re.compile(r"[A-Z]{3}\d{4}")


def check_character(body: str) -> str:
    """Luhn's check over 32 letters: one wrong character, or two swapped, do not go unseen."""
    total = 0
    for position, letter in enumerate(reversed(body)):
        value = ALPHABET.index(letter) * (2 if position % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def number(key: str, attempt: int = 0) -> str:
    """Return the 管理番号 of an issue key: a letter, five characters and a check character.

    It begins with a letter so that no spreadsheet takes it for a number (12E5678 would become one).
    """
    digest = hashlib.sha256(f"{key}/{attempt}".encode()).digest()
    value = int.from_bytes(digest[:8], "big")
    body = _LETTERS[value % 22]
    value //= 22
    for _ in range(5):
        body += ALPHABET[value % 32]
        value //= 32
    return body + check_character(body)


def is_number(text: str) -> bool:
    """Return whether this is a 管理番号 that no slip of the finger changed."""
    return (
        len(text) == 7 and all(letter in ALPHABET for letter in text) and check_character(text[:6]) == text[6]
    )
