"""Measuring a product at the packing table: which one, then three numbers. Books a fact and plans anew. Pure."""

from dataclasses import replace

from app.domain.facts import ProductMeasured
from app.domain.orders import WorkOrder, after
from app.inputs import (
    HelpPressed,
    Input,
    MeasurePressed,
    Message,
    ProductScanned,
    Refusal,
    Refused,
    SizeScanned,
    Step,
    Tone,
    UndoPressed,
)
from app.workflows.pack_states import (
    AwaitCarton,
    AwaitUnit,
    Measuring,
    PackState,
    begin,
)


def asked(state: PackState, given: MeasurePressed) -> Step[PackState]:
    """Somebody wants to measure: at once where the numbers are there, else one after the other is asked for."""
    if not isinstance(state, AwaitCarton | AwaitUnit):
        return _refused(state, Refusal.NOT_EXPECTED)
    sku = given.sku or _only_unmeasured(state.work)
    if sku is not None and all(product.sku != sku for product in state.work.products):
        return _refused(state, Refusal.WRONG_PRODUCT, got=sku)
    if sku is not None and given.edges_mm is not None:
        return _measured(state, sku, given.edges_mm, given.weight_g)
    return Step(Measuring(state, sku), said=_said(state.work, sku), tone=Tone.NOTED)


def at_measuring(state: Measuring, given: Input) -> Step[PackState]:
    """The product, then its size; Undo leaves without measuring."""
    match given:
        case UndoPressed():
            return Step(state.before, said=Message.of("said.measuring_left"), tone=Tone.NOTED)
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case ProductScanned(product=product) if any(p.sku == product.sku for p in state.work.products):
            return Step(replace(state, sku=product.sku), said=_said(state.work, product.sku))
        case ProductScanned(product=product):
            return _refused(state, Refusal.WRONG_PRODUCT, got=product.name)
        case SizeScanned(edges_mm, weight_g) if state.sku is not None and min(edges_mm) > 0:
            return _measured(state.before, state.sku, edges_mm, weight_g)
        case _:
            return _refused(
                state, Refusal.SIZE_WANTED, state.work.product(state.sku).name if state.sku else ""
            )


def _measured(
    state: AwaitCarton | AwaitUnit, sku: str, edges_mm: tuple[int, int, int], weight_g: int
) -> Step[PackState]:
    facts = (ProductMeasured(sku, *edges_mm, weight_g),)
    work = after(state.work, facts)
    following = replace(state, work=work) if isinstance(state, AwaitUnit) else begin(work)
    if isinstance(state, AwaitCarton) and isinstance(following, AwaitCarton):
        following = replace(following, proven=state.proven)
    return Step(following, facts, said=Message.of("said.measured", name=work.product(sku).name))


def _said(work: WorkOrder, sku: str | None) -> Message:
    """What comes next: the product, or its size."""
    if sku is None:
        return Message.of("said.measuring")
    return Message.of("said.measuring_size", name=work.product(sku).name)


def _only_unmeasured(work: WorkOrder) -> str | None:
    """The one product that nobody has measured, if it is one."""
    unmeasured = [product.sku for product in work.products if product.size is None]
    return unmeasured[0] if len(unmeasured) == 1 else None


def _refused(state: PackState, refusal: Refusal, expected: str = "", got: str = "") -> Step[PackState]:
    return Step(state, refused=Refused(refusal, expected, got))
