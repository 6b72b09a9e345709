"""The catalogue's products and cartons as the planner takes them. Knows nothing that the catalogue does not say."""

from app.domain.catalogue import Carton, Product
from app.domain.sizes import Size
from app.planning.boxes.goods import Box, Edges, Goods


def goods_of(product: Product) -> Goods:
    """A product of the catalogue, which may be turned in every way."""
    return Goods(product.sku, (_edges(product.size),), product.weight_g)


def box_of(carton: Carton, stock: int | None = None) -> Box:
    """A carton of the catalogue that lies on its largest side; `stock` None means that there are enough."""
    return Box(
        carton=carton.carton,
        inner_mm=_edges(carton.inner),
        outer_mm=_edges(carton.outer),
        content_max_g=carton.content_max_g,
        tare_g=carton.tare_g,
        cost_cents=carton.cost_cents,
        stock=stock,
    )


def _edges(size: Size) -> Edges:
    return (size.length_mm, size.width_mm, size.height_mm)
