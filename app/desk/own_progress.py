"""What the person at a desk packed today, as the screen says it: their own, seen by nobody else."""

from datetime import datetime

from app.domain.people import Person
from app.domain.progress import Volume
from app.store.floor import Floor
from app.store.own_progress import Volumes
from app.views.view import ProgressView


def progress_of(floor: Floor, person: Person | None, now_ms: int) -> ProgressView | None:
    """Since midnight where the device stands; nothing as long as nothing is packed."""
    if person is None:
        return None
    done = floor.progress.of(person.badge, _midnight_ms(now_ms), Volumes(_goods(floor), _cartons(floor)))
    if done.units <= 0 and done.parcels <= 0:
        return None
    return ProgressView(
        done.units, done.parcels, done.unit_ms, done.utilisation_percent, done.override_percent
    )


def _midnight_ms(now_ms: int) -> int:
    today = (
        datetime.fromtimestamp(now_ms / 1000).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    )
    return int(today.timestamp() * 1000)


def _goods(floor: Floor) -> Volume:
    def volume(sku: str) -> int | None:
        product = floor.product(sku)
        return product.size.volume_mm3 if product is not None and product.size is not None else None

    return volume


def _cartons(floor: Floor) -> Volume:
    def volume(name: str) -> int | None:
        carton = floor.carton(name)
        return carton.inner.volume_mm3 if carton is not None else None

    return volume
