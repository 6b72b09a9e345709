"""Text to the modules of a Code 128 or GS1-128 symbol (ISO/IEC 15417, GS1 General Specifications 5.4).

python-barcode has the right tables, but its encoder knows no AIs and starts an SSCC 11 modules too wide.
"""

from barcode.charsets.code128 import CODES, START_CODES, STOP

from printing.label import DoesNotFit, Elements

QUIET_MODULES = 10
GS1_CHARACTERS_MAX = 48
MODULE_MIN_MM = 0.25
GS1_MODULE_MIN_MM = 0.495
FNC1 = 102
TO_C, TO_B = 99, 100
STOP_BARS: str = STOP + "11"

# GS1 General Specifications, figure 7.8.5-2: values behind these need no FNC1 after them.
FIXED_LENGTH_AIS: tuple[str, ...] = ("00", "01", "02", "03", "04", "20", "41")
FIXED_LENGTH_AIS += tuple(str(ai) for ai in (*range(11, 20), *range(31, 37)))


def modules(data: str | Elements) -> str:
    """The symbol as "1" for bar and "0" for space, without quiet zones. Raises DoesNotFit."""
    parts = [data] if isinstance(data, str) else gs1_parts(data)
    values = _values(parts, gs1=not isinstance(data, str))
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    bars: list[str] = [CODES[value] for value in [*values, check]]
    return "".join(bars) + STOP_BARS


def gs1_parts(elements: Elements) -> list[str]:
    """The element strings, joined wherever no FNC1 has to stand between them."""
    parts = [""]
    for ai, value in elements:
        parts[-1] += ai + value
        if not ai.startswith(FIXED_LENGTH_AIS):
            parts.append("")
    if sum(len(part) for part in parts) > GS1_CHARACTERS_MAX:
        raise DoesNotFit(f"a GS1-128 holds {GS1_CHARACTERS_MAX} characters, not {elements}")
    return parts if parts[-1] else parts[:-1]


def encodable(text: str) -> bool:
    """Whether the sets B and C have all of it: printable ASCII."""
    return bool(text) and text.isascii() and text.isprintable()


def _values(parts: list[str], *, gs1: bool) -> list[int]:
    if not parts or not all(encodable(part) for part in parts):
        raise DoesNotFit(f"Code 128 takes printable ASCII only, not {parts!r}")
    in_c = _digits_at(parts[0], 0) >= 4 or (parts[0].isdigit() and len(parts[0]) == 2)
    values = [START_CODES["C" if in_c else "B"]]
    if gs1:
        values.append(FNC1)
    for number, part in enumerate(parts):
        if number:
            values.append(FNC1)
        in_c = _append(values, part, in_c)
    return values


def _append(values: list[int], text: str, in_c: bool) -> bool:
    """Encode `text` behind `values`, changing sets only where that saves bars; whether set C is on after it."""
    at = 0
    while at < len(text):
        digits = _digits_at(text, at)
        if in_c and digits >= 2:
            values.append(int(text[at : at + 2]))
            at += 2
            continue
        if in_c:
            values.append(TO_B)
            in_c = False
        elif digits % 2 == 0 and _worth_c(digits, at_end=at + digits == len(text)):
            values.append(TO_C)
            in_c = True
            continue
        values.append(ord(text[at]) - 32)
        at += 1
    return in_c


def _worth_c(digits: int, *, at_end: bool) -> bool:
    return digits >= (4 if at_end else 6)


def _digits_at(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return end - at
