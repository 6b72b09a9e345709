"""What the returns desk sees: what is expected, one question, or the place where the piece goes."""

from dataclasses import replace

from app.inputs import Message
from app.views.surroundings import Surroundings
from app.views.view import JobView, LineView, QuestionView, View, action, choice
from app.workflows.return_intake import AwaitAnswer, AwaitItem, AwaitPlace, Finished, ReturnState, ReturnWork


def view_of(state: ReturnState, around: Surroundings) -> View:
    """The returns screen for this state."""
    match state:
        case AwaitItem() | Finished():
            prompt = "prompt.return_all_in" if state.work.complete else "prompt.return_item"
            return _view(
                state.work, around, Message.of(prompt), ("product",), done=isinstance(state, AwaitItem)
            )
        case AwaitAnswer():
            view = _view(
                state.work, around, Message.of(f"question.{state.question}"), ("answer",), done=False
            )
            asked = QuestionView(
                state.question, Message.of(f"question.{state.question}"), (choice("yes"), choice("no"))
            )
            return _with(view, question=asked, item=_item(state), answer=True)
        case AwaitPlace():
            prompt_at = Message.of(f"prompt.return_{state.disposition}", place=state.target)
            view = _view(state.work, around, prompt_at, ("place",), done=False)
            return _with(
                view,
                grade=state.grade,
                disposition=state.disposition,
                target=state.target,
                item=_item(state),
            )


def _item(state: AwaitAnswer | AwaitPlace) -> LineView:
    product = state.product
    return LineView(product.sku, 1, 1, 0, product.name, product.gtin)


def _view(
    work: ReturnWork, around: Surroundings, prompt: Message, awaits: tuple[str, ...], *, done: bool
) -> View:
    lines = tuple(LineView(li.sku, li.expected, li.received, 0, li.name, li.gtin) for li in work.lines)
    return View(
        "return",
        prompt,
        awaits,
        JobView(work.rma, "return", work.order),
        None,
        lines,
        actions=(
            action("done", enabled=done),
            action("undo", enabled=around.undoable),
            action("home"),
        ),
    )


def _with(view: View, *, answer: bool = False, **changes: object) -> View:
    if answer:
        changes["actions"] = (action("answer", choices=("yes", "no")), *view.actions)
    return replace(view, **changes)  # type: ignore[arg-type]
