"""The names of places that every warehouse has, and of the virtual ones at the ends of a stock move."""

PACK = "PACK"
SHIP = "SHIP"
RETURNS = "RETURNS"
QUARANTINE = "QUARANTINE"
STANDING = (PACK, SHIP, RETURNS, QUARANTINE)

# Virtual: where goods come from and go to. They may be negative and are never scanned.
SUPPLIER = "@SUPPLIER"
CUSTOMER = "@CUSTOMER"
SCRAP = "@SCRAP"
ADJUSTMENT = "@ADJUSTMENT"
VIRTUAL = (SUPPLIER, CUSTOMER, SCRAP, ADJUSTMENT)

STORAGE_KIND = "storage"
WALL_KIND = "wall"  # a slot of a put wall, where the goods of one order wait for each other
PACK_KIND = "pack"  # a packing table of its own, where totes are set down; their goods count as at PACK


def sellable(place: str, kind: str) -> bool:
    """Whether stock at this place may be promised to an order."""
    return kind == STORAGE_KIND and place not in STANDING and not place.startswith("@")
