"""What the background changes on a desk where nothing is in the hands: a commit of its own, as if it had been scanned."""

from app import jobs
from app.desk.deciding import after_step
from app.desk.keeping import World, entry_of
from app.desk.news import news_step
from app.desk.scene import Asked, Scene
from app.desk.showing import Stores
from app.inputs import OrderNews, Supply


def told_at_once(stores: Stores, scene: Scene, world: World) -> bool:
    """Give a resting job the news of its order. Returns whether there were any; then they are committed."""
    row = scene.job
    if row is None or not row.open or not jobs.KINDS[row.kind].rests(scene.job_state):
        return False
    supply = Supply(None, world.new_id(), stores.now_ms())
    step = news_step(stores, row, scene.job_state, supply)
    if step is None:
        return False
    decision = after_step(stores, scene, row, step, supply)
    given = OrderNews(jobs.work_in(step.state))
    asked = Asked(world.new_id(), scene.row.desk, "central")
    kept = stores.journal.commit(entry_of(asked, scene, given, decision, world))
    numbers = (ref["seq"] for ref in kept["facts"])
    stores.floor.add(zip(numbers, (owned.fact for owned in decision.facts), strict=True))
    return True
