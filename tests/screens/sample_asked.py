"""Sample views of questions about a code, of the hand-over, and of one case to settle."""

from dataclasses import replace

from app.inputs import Message
from app.views.view import Choice, HandoverView, QuestionView, View, action, choice
from tests.screens.sample_parts import HELP, HOME, OFFLINE, ONLINE
from tests.screens.sample_tables import ATTENTIONS

TROUBLED = replace(OFFLINE, attention=12, printer="off", clock_off_min=-7, trouble="upgrade_device")


def asked(view: View, question: QuestionView) -> View:
    """The view with a question about a code on it."""
    answer = replace(action("answer"), choices=question.choices)
    return replace(
        view, prompt=question.text, awaits=("answer",), question=question, actions=(answer, HELP, HOME)
    )


def asked_views(pick: View, home: View, login: View) -> dict[str, View]:
    """By name, as all samples."""
    meanings = (
        Choice("1", Message.of("choice.is_product", name="Rain cover for rucksacks up to 40 l")),
        Choice("2", Message.of("choice.is_place", name="A-12-03")),
        Choice("3", Message.of("choice.is_order", name="SO-10041")),
    )
    yes_no = (choice("yes"), choice("no"))
    what = Message.of("question.meaning", code="4099999104206")
    printer = Message.of("question.set_printer", value="tcp://192.168.100.20:9100")
    handed = HandoverView("SO-10041", "0417", 9, "GW1:" + "A7" * 60)
    return {
        "asked-meaning": asked(pick, QuestionView("meaning", what, meanings)),
        "asked-setup": asked(login, QuestionView("setup", printer, yes_no)),
        "asked-taken": asked(
            pick, QuestionView("taken", Message.of("question.taken", order="SO-10041"), yes_no)
        ),
        "asked-lot": asked(
            pick, QuestionView("lot", Message.of("question.lot", lot="CH-2026-11-0417B"), yes_no)
        ),
        "asked-away": asked(
            home, QuestionView("take_away", Message.of("question.take_away", order="SO-10041"), yes_no)
        ),
        "home-handed-offline": replace(home, handover=handed, status=replace(OFFLINE, attention=2)),
        "home-handed": replace(home, handover=handed),
        "home-handed-none": replace(home, handover=replace(handed, code=None), status=OFFLINE),
        "home-troubled": replace(home, status=TROUBLED),
        "login-troubled": replace(login, status=replace(TROUBLED, operator=None)),
        "pick-troubled": replace(pick, status=TROUBLED),
        "pick-station": replace(pick, status=replace(OFFLINE, device="Station 1", attention=2)),
        "home-station": replace(home, status=replace(TROUBLED, device="Packing station 12")),
        "attention-one": View(
            "problem",
            Message("prompt.attention"),
            attentions=ATTENTIONS[1:2],
            actions=(action("settle"), HELP, HOME),
            status=replace(ONLINE, attention=1),
            revision=20,
        ),
        "attention-many": View(
            "problem",
            Message("prompt.attention"),
            attentions=tuple(replace(ATTENTIONS[no % 3], id=f"b{no}") for no in range(60)),
            actions=(action("settle"), HELP, HOME),
            status=replace(ONLINE, attention=60),
            revision=20,
        ),
    }
