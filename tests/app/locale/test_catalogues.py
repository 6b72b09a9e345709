"""Both catalogues are complete: every id that the code may show has words in every language, and the compiled files are fresh."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from app.domain.facts import KINDS
from app.domain.prints import PrintState
from app.domain.returns import Disposition, Grade
from app.inputs import Message, Refusal
from app.locale.words import LANGUAGES, heading_and_rest, is_known, words
from app.planning.boxes.goods import Reason, Unplaced
from app.workflows import desk, pack_carton, reopening
from printing.backends.base import Condition
from sync.central.attention.rules import ACTIONS

ROOT = Path(__file__).resolve().parents[3]
HEADING_LETTERS_MAX = 24
SAYING = {"Message", "of", "say"}


def catalogue(language: str) -> Catalog:
    folder = ROOT / "app" / "locale" / language / "LC_MESSAGES"
    with (folder / "gangway.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    found = {}
    for entry in catalog:
        if entry.id:
            id = entry.id if isinstance(entry.id, str) else entry.id[0]
            found[id] = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
    return found


def strings(node: ast.expr) -> Iterator[str]:
    """The plain texts an expression may come to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def ids_in(path: Path) -> Iterator[str]:
    """Every id that a module names in full, in `Message("…")`, `Message.of("…")`, `say("…")`, `action("…")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYING:
            yield from (text for text in strings(node.args[0]) if re.fullmatch(r"[a-z_]+(\.\w+)+", text))
        elif name == "action":
            yield from (f"action.{text}" for text in strings(node.args[0]))
            for keyword in node.keywords:
                if keyword.arg == "choices" and isinstance(keyword.value, ast.Tuple):
                    for element in keyword.value.elts:
                        yield from (f"choice.{text}" for text in strings(element))
        elif name == "choice":
            yield from (f"choice.{text}" for text in strings(node.args[0]))


def named_in_code() -> set[str]:
    rooms = [ROOT / "app", ROOT / "screens"]
    return {id for room in rooms for path in room.rglob("*.py") for id in ids_in(path)}


def families() -> set[str]:
    """The ids that the code puts together from a family and a value."""
    found = {f"refusal.{refusal.value}" for refusal in Refusal}
    found |= {f"attention.{kind}{end}" for kind in ACTIONS for end in ("", ".next")}
    found |= {f"choice.{answer}" for answers in ACTIONS.values() for answer in answers}
    found |= {
        f"choice.{id}" for id in ("pick", "pack", "empty", "damaged", "not_found", "reprint", *LANGUAGES)
    }
    found |= {f"question.{id}" for id in ("sealed", "undamaged")}
    found |= {f"prompt.return_{one.value}" for one in Disposition}
    found |= {f"disposition.{one.value}" for one in Disposition}
    found |= {f"graded.{one.value}" for one in Grade}
    found |= {f"print.{one.value}" for one in PrintState} | {"print.none"}
    found |= {f"status.printer.{one.value}" for one in Condition if one.value not in ("ready", "busy")}
    found |= {f"said.started_{kind}" for kind in ("pick", "pack", "put_back", "ship")}
    found |= {f"choice.write_off_{reason}" for reason in desk.WRITE_OFF_REASONS}
    found |= {f"prompt.put_back_{end}{why}" for end in ("", "done_") for why in ("cancelled", "changed")}
    found |= {f"home.{kind}{more}" for kind in ("pick", "pack", "put_back") for more in ("", "s")}
    found |= {f"attention.{name}" for name in ("owner", "age", "raw")}
    found |= {f"choice.is_{kind}" for kind in ("cage", "parcel")}
    return found | packing()


def packing() -> set[str]:
    """What a packer reads that is put together: reasons against cartons, places in them, choices."""
    reasons = [*(reason.value for reason in Reason), "twins"]
    found = {f"{head}.{reason}" for head in ("pack.cheaper", "refusal.carton_no") for reason in reasons}
    found |= {f"prompt.carton_any.{why.value}" for why in Unplaced}
    found |= {f"said.by_eye.{why.value}" for why in Unplaced if why.value not in ("too_large", "too_heavy")}
    found |= {f"choice.{reason}" for reason in (*pack_carton.REASONS, *reopening.REASONS)}
    sides = [f"{across}_{along}" for across in ("left", "right") for along in ("back", "front")]
    found |= {f"spot.{spot}" for spot in (*sides, "left", "right", "back", "front", "middle")}
    return found | {f"lie.{lie}" for lie in ("flat", "standing", "side", "any")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_of_the_code_has_words(language: str) -> None:
    """
    Nobody on the floor reads a name out of the program.
    """
    asked = named_in_code() | families()
    assert len(asked) > 150
    assert sorted(id for id in asked if not is_known(id, language)) == []


def test_the_languages_say_the_same() -> None:
    """
    Each id is in each catalogue, with the same gaps and no empty text.
    """
    english, german = (texts(catalogue(language)) for language in ("en", "de"))
    assert english.keys() == german.keys()
    for id, text in english.items():
        assert all((*text, *german[id])), id
        gaps = [sorted(set(re.findall(r"\{\w+\}", one))) for one in (*text, *german[id])]
        assert all(one == gaps[0] for one in gaps), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    """
    What is shipped is what was written: compile with `pybabel compile -D gangway -d app/locale`.
    """
    path = ROOT / "app" / "locale" / language / "LC_MESSAGES" / "gangway.mo"
    with path.open("rb") as file:
        assert texts(read_mo(file)) == texts(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_has_a_short_heading_and_says_what_to_do(refusal: Refusal, language: str) -> None:
    """
    A heading without gaps, short enough for one line at arm's length, and a sentence after it.
    """
    heading, rest = heading_and_rest(
        words(Message.of(f"refusal.{refusal.value}", got="X", expected="Y"), language)
    )
    assert 0 < len(heading) <= HEADING_LETTERS_MAX
    assert rest


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_taken_back_has_a_name(language: str) -> None:
    """The words of a fact, never its name in the program."""
    assert [kind for kind in KINDS if not is_known(f"what.{kind}", language)] == []
