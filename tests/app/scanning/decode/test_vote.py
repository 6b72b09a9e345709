"""What is booked from a picture, what a person is asked, and what is kept silent."""

from app.scanning.decode.symbols import Box, Reading, Symbology, meaning_of, retail_digits
from app.scanning.decode.vote import Answer, Ballot, Decoded, agreed

HERE: Box = (10, 10, 200, 60)
BESIDE: Box = (400, 10, 590, 60)
EAN = "4006381333931"


def reading(
    engine: str, text: str = EAN, kind: Symbology = Symbology.EAN13, box: Box = HERE, aim: str | None = None
) -> Reading:
    return Reading(engine, kind, text, box, aim)


def voted(*passes: list[Reading]) -> Answer:
    ballot = Ballot()
    for number, readings in enumerate(passes):
        ballot.add(f"pass {number}", readings)
    return ballot.answer()


def texts(codes: tuple[Decoded, ...]) -> list[str]:
    return [one.text for one in codes]


def test_2d_and_code_128_are_taken_at_first_sight() -> None:
    """
    They prove themselves: nobody is asked.
    """
    for kind in (Symbology.QRCODE, Symbology.DATAMATRIX, Symbology.AZTEC, Symbology.CODE128):
        answer = voted([reading("zxing", "LOC-A", kind)])
        assert texts(answer.accepted) == ["LOC-A"]
        assert answer.doubtful == ()


def test_words_of_a_large_2d_code_need_a_second_look() -> None:
    """
    Under a glare the error correction of PDF417 makes up words; two preparations must say the same.
    """
    one = reading("zxing", "TEXT", Symbology.PDF417)
    assert texts(voted([one]).doubtful) == ["TEXT"]
    assert texts(voted([one], [one]).accepted) == ["TEXT"]


def test_a_retail_code_needs_two_engines() -> None:
    """
    One engine may misread with a right check digit, as often as it likes.
    """
    alone = voted([reading("zxing")], [reading("zxing")], [reading("zxing")])
    assert (texts(alone.accepted), texts(alone.doubtful)) == ([], [EAN])
    assert not alone.doubtful[0].sure
    assert texts(voted([reading("zxing"), reading("zbar")]).accepted) == [EAN]


def test_engines_may_write_the_same_code_differently() -> None:
    """
    A UPC with or without its zero, a Codabar with or without its ends, brackets around an AI: all the same.
    """
    pairs = [
        ((Symbology.UPCA, "0036000291452"), (Symbology.EAN13, "0036000291452")),
        ((Symbology.CODABAR, "A123B"), (Symbology.CODABAR, "123")),
        ((Symbology.DATABAR, "0109520123456788"), (Symbology.DATABAR, "09520123456788")),
        ((Symbology.DATABAREXP, "(01)0952(10)A"), (Symbology.DATABAREXP, "01095210A")),
        ((Symbology.ITF14, "10036000291459"), (Symbology.ITF, "10036000291459")),
    ]
    for (kind, text), (other_kind, other_text) in pairs:
        assert meaning_of(kind, text) == meaning_of(other_kind, other_text)


def test_a_short_upc_is_the_long_one() -> None:
    """
    UPC-E leaves zeros out; the product is found by the number with them.
    """
    assert retail_digits(Symbology.UPCE, "04963406") == "0049000006346"
    assert retail_digits(Symbology.UPCE, "01234133") == "0012300000413"
    assert retail_digits(Symbology.UPCE, "01234543") == "0012340000053"
    assert retail_digits(Symbology.UPCE, "04124498") == "0041244000098"
    assert retail_digits(Symbology.UPCA, "036000291452") == "0036000291452"
    assert retail_digits(Symbology.EAN8, "96385074") == "96385074"
    assert retail_digits(Symbology.EAN13, "4006381333932") is None


def test_a_contradiction_at_the_same_place_books_nothing() -> None:
    """
    Two engines agree, but they, or others, read something else there just as often: a person looks.
    """
    other = "9780596008574"
    torn = voted(
        [reading("zxing"), reading("zbar"), reading("zxing", other)],
        [reading("zbar", other)],
    )
    assert torn.accepted == ()
    assert sorted(texts(torn.doubtful)) == [EAN, other]


def test_a_single_slip_does_not_spoil_an_agreement() -> None:
    """
    One pass read nonsense once, two engines said the same in three.
    """
    answer = voted(
        [reading("zxing", "7034759003930")], [reading("zxing"), reading("zbar")], [reading("zbar")]
    )
    assert texts(answer.accepted) == [EAN]
    assert answer.doubtful == ()


def test_two_codes_side_by_side_are_both_taken() -> None:
    """
    A carton with two products' codes is no contradiction.
    """
    second = "9780596008574"
    answer = voted(
        [
            reading(engine, text, box=box)
            for engine in ("zxing", "zbar")
            for text, box in ((EAN, HERE), (second, BESIDE))
        ]
    )
    assert sorted(texts(answer.accepted)) == [EAN, second]


def test_two_lines_of_one_code_are_not_two_codes() -> None:
    """
    Two scan lines of one symbol begin and end alike, so two texts there contradict each other.
    """
    upper, lower = (22.0, 65.0, 142.0, 69.0), (22.0, 72.0, 142.0, 74.0)
    answer = voted(
        [
            reading("zxing", box=upper),
            reading("opencv", box=upper),
            reading("zxing", "6780186008574", box=lower),
            reading("zbar", "6780186008574", box=lower),
        ]
    )
    assert answer.accepted == ()


def test_what_is_booked_leaves_no_question_about_the_same_symbol() -> None:
    """
    A doubtful reading on a symbol that is already known is dropped, elsewhere it is asked.
    """
    near = reading("zxing", "9780596008574", box=HERE)
    far = reading("zxing", "9780596008574", box=BESIDE)
    sure = [reading("zxing", "LOC-A", Symbology.CODE128)]
    assert voted(sure, [near]).doubtful == ()
    assert texts(voted(sure, [far]).doubtful) == ["9780596008574"]


def test_the_invented_codes_of_one_engine_are_never_shown() -> None:
    """
    OpenCV sees EANs within other bar codes; it is a witness for others and nothing alone.
    """
    assert voted([reading("opencv")], [reading("opencv")]) == Answer()
    assert texts(voted([reading("opencv"), reading("zbar")]).accepted) == [EAN]


def test_phantoms_of_weak_codes_are_kept_silent() -> None:
    """
    One letter of Code 39, part of an ITF, a UPC-E seen once: no question, or a person would be asked all day.
    """
    assert (
        voted([reading("zbar", "T", Symbology.CODE39)], [reading("zbar", "T", Symbology.CODE39)]) == Answer()
    )
    assert voted([reading("zbar", "1234", Symbology.ITF)]) == Answer()
    assert voted([reading("zbar", "901985", Symbology.ITF)]) == Answer()
    assert voted([reading("zxing", "0049000006346", Symbology.UPCE)]) == Answer()
    assert voted([reading("zbar")]) == Answer()


def test_zbar_alone_is_believed_in_plain_letters_only() -> None:
    """
    It guesses at other scripts and guesses wrong.
    """
    plain = reading("zbar", "LOC-A-01", Symbology.QRCODE)
    assert voted([plain]).accepted == ()
    assert texts(voted([plain], [plain]).accepted) == ["LOC-A-01"]
    foreign = reading("zbar", "MECARD:N:皜祈", Symbology.QRCODE)
    assert voted([foreign], [foreign]).accepted == ()
    assert texts(voted([reading("zbar", "LOC-A-01", Symbology.CODE128)]).accepted) == ["LOC-A-01"]


def test_the_better_engine_words_the_answer() -> None:
    """
    Only one engine names the kind of symbol, so that the parser knows a GS1 code when it sees it.
    """
    gs1 = "0109520123456788"
    answer = voted(
        [reading("zbar", gs1, Symbology.CODE128), reading("zxing", gs1, Symbology.CODE128, aim="C1")]
    )
    assert [one.raw for one in answer.accepted] == ["]C1" + gs1]


def test_two_frames_are_two_witnesses() -> None:
    """
    With one engine only, a second picture that says the same is enough to book.
    """
    frame = voted([reading("zxing")])
    assert agreed(frame, []) == frame
    assert agreed(frame, [voted([reading("zxing", "9780596008574")])]).accepted == ()
    after = agreed(frame, [frame])
    assert (texts(after.accepted), after.doubtful) == ([EAN], ())
    assert after.accepted[0].sure
