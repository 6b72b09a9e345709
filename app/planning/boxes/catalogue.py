"""The catalogue's products and cartons as the planner takes them. Knows nothing that the catalogue does not say."""

from app.domain.catalogue import Carton, Product
from app.domain.sizes import Size
from app.planning.boxes.goods import Box, Edges, Goods


def goods_of(product: Product) -> Goods:
    """A product of the catalogue. One that nobody has measured has no form."""
    handling = product.handling
    forms = (product.size, handling.folded if handling.upright_mm is None else None)
    return Goods(
        product.sku,
        tuple(_edges(size) for size in forms if size is not None) if product.size else (),
        product.weight_g,
        stands=_stands(product),
        fragile=handling.fragile,
        nostack=handling.nostack,
        hazmat=handling.hazmat,
    )


def box_of(carton: Carton, stock: int | None = None) -> Box:
    """A carton of the catalogue that lies on its largest side; `stock` None means as many as the catalogue says."""
    return Box(
        carton=carton.carton,
        inner_mm=_edges(carton.inner),
        outer_mm=_edges(carton.outer),
        content_max_g=carton.content_max_g,
        tare_g=carton.tare_g,
        cost_cents=carton.cost_cents,
        stock=carton.stock if stock is None else stock,
        hazmat=carton.hazmat,
        clearance_mm=(carton.clearance_mm,) * 3,
    )


def _stands(product: Product) -> tuple[bool, bool, bool]:
    """Which edge may point up: all of them, or one of the length that does."""
    upright_mm = product.handling.upright_mm
    if upright_mm is None or product.size is None:
        return (True, True, True)
    length, width, height = (edge == upright_mm for edge in _edges(product.size))
    return (length, width, height) if length or width or height else (True, True, True)


def _edges(size: Size) -> Edges:
    return (size.length_mm, size.width_mm, size.height_mm)
