"""The path of one scan, in seven steps under one lock, ending in one commit. Knows no workflow, no wire, no paper.

1 known id -> 2 parse -> 3 look up -> 4 resolve -> 5 step -> 6 commit -> 7 view; publishing follows after the lock.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Condition, RLock

from app import jobs
from app.desk.asking import decided, heard, with_question
from app.desk.asking_central import ask_central
from app.desk.cards import attentions, open_cards, settled
from app.desk.keeping import World, answer_from, entry_of
from app.desk.last_parcels import with_parcels
from app.desk.scene import Asked, Decision, Scene, banner_of, language_asked, scene_of
from app.desk.setting_up import profile_of
from app.desk.showing import (
    Stores,
    desk_view,
    dressed,
    job_view,
    not_kept,
    trouble_view,
)
from app.desk.told import told_at_once
from app.inputs import (
    Input,
    Message,
    PinTyped,
    Refusal,
    Refused,
    Supply,
    Tone,
    UnknownScanned,
)
from app.scanning.pressing import pressed
from app.store.journal.desks import wrong_pins
from app.store.journal.queues import SsccSupply
from app.store.trouble import StoreTrouble
from app.views.door import Answer, PressGiven, ScanGiven
from app.views.view import View

LANGUAGES = ("en", "de")


class Desks:
    """All desks of this device. Safe to call from any thread; waits for the disk, so never from an event loop."""

    def __init__(self, stores: Stores, sscc: SsccSupply, world: World) -> None:
        self._stores = stores
        self._sscc = sscc
        self._world = world
        self._lock = RLock()
        self._views: dict[str, View] = {}  # as committed; written under the lock, read without it
        self._scanned: dict[str, str] = {}  # the last scan of each desk, empty when a press came after it
        self._down: StoreTrouble | None = None  # while nothing can be written
        self._all_anew = False
        self._news = Condition()
        self._listeners: dict[str, list[Callable[[View], None]]] = defaultdict(list)

    # The door ----------------------------------------------------------------------------------

    def scan(self, given: ScanGiven) -> Answer:
        raw = given.code.encode(errors="replace").decode()  # half a character pair can be kept nowhere
        asked = Asked(given.scan_id, given.desk, given.source, raw=raw)
        return self._taken(asked)

    def press(self, given: PressGiven) -> Answer:
        asked = Asked(given.press_id, given.desk, "press", None, given.action, given.value, given.revision)
        return self._taken(asked)

    def view(self, desk: str) -> View:
        try:
            return self._given_out(self._committed(desk))
        except StoreTrouble as trouble:
            return trouble_view(str(trouble), self._stores.device, LANGUAGES[0])

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        self.view(desk)
        with self._news:
            self._news.wait_for(lambda: self._revision(desk) > after, timeout=max(wait_s, 0))
        return self.view(desk)

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        self._listeners[desk].append(listener)

        def end() -> None:
            with suppress(ValueError):
                self._listeners[desk].remove(listener)

        return end

    def poke(self) -> None:
        """Something in the background changed: desks whose view differs show it, with a higher revision."""
        try:
            if self._down is not None:
                self._try_to_write()
            every, self._all_anew = self._all_anew, False
            for desk in list(self._views):
                fresh = self._brought_up(desk, every=every)
                if fresh is not None:
                    self._publish(desk, fresh)
        except StoreTrouble as trouble:
            self._store_is_down(trouble)

    def _brought_up(self, desk: str, *, every: bool) -> View | None:
        with self._lock:
            scene, shown = scene_of(self._stores.journal, desk), self._views[desk]
            if told_at_once(self._stores, scene, self._world):
                scene = scene_of(self._stores.journal, desk)
            fresh = self._look(scene)
            if not every and replace(fresh, revision=shown.revision) == shown:
                return None
            fresh = replace(fresh, revision=self._stores.journal.raise_revision(scene.row))
            self._views[desk] = fresh
            return fresh

    # One input ---------------------------------------------------------------------------------

    def _taken(self, asked: Asked) -> Answer:
        try:
            ask_central(self._stores, self._world, self._committed(asked.desk), asked)
            with self._lock:
                kept = self._stores.journal.answer_of(asked.id)
                if kept is not None:
                    return answer_from(kept, self.view(asked.desk), repeated=True)
                scene = scene_of(self._stores.journal, asked.desk)
                if asked.action is not None and asked.revision < scene.row.accepted_revision:
                    return self._stale(asked.desk)
                answer = self._step(asked, scene)
        except StoreTrouble as trouble:
            self._store_is_down(trouble)
            return self._not_kept(asked.desk, trouble)
        self._publish(asked.desk, answer.view)
        self._world.committed()
        return answer

    def _step(self, asked: Asked, scene: Scene) -> Answer:
        given, decision = self._decided(asked, scene)
        entry = entry_of(asked, scene, given, decision, self._world)
        self._world.at_point("before_commit")
        kept = self._stores.journal.commit(entry)
        self._world.at_point("after_commit")
        self._scanned[asked.desk] = "" if asked.raw is None else asked.id
        self._store_is_up()
        if decision.sets is not None:
            self._world.set_up(asked.desk, decision.sets)
        numbers = (ref["seq"] for ref in kept["facts"])
        self._stores.floor.add(zip(numbers, (owned.fact for owned in decision.facts), strict=True))
        try:
            view = self._look(scene_of(self._stores.journal, asked.desk))
            self._views[asked.desk] = view
        except StoreTrouble as trouble:  # what is kept is kept, and the answer says so
            view = trouble_view(str(trouble), self._stores.device, entry.desk.language)
        self._world.at_point("before_answer")
        return answer_from(kept, view, repeated=False)

    def _decided(self, asked: Asked, scene: Scene) -> tuple[Input, Decision]:
        language = language_asked(asked)
        if language in LANGUAGES:
            said = Message.of("said.language")
            return UnknownScanned(""), Decision(scene.state, said=said, language=language)
        given = self._input(asked, scene)
        if given is None:
            return UnknownScanned(""), Decision(scene.state, refused=Refused(Refusal.NOT_EXPECTED))
        if isinstance(given, PinTyped):
            told = wrong_pins(self._stores.journal, scene.state.person.badge)
            scene = replace(scene, state=jobs.guarded(scene.state, *told))
        packing = scene.job is not None and scene.job.kind in ("pack", "ship")
        supply = Supply(self._sscc.next() if packing else None, self._world.new_id(), self._stores.now_ms())
        return given, decided(self._stores, scene, given, supply)

    def _input(self, asked: Asked, scene: Scene) -> Input | None:
        if asked.raw is not None:
            if jobs.is_secret(scene.state) and not asked.raw.strip().upper().startswith(("BADGE-", "CMD-")):
                return UnknownScanned("")
            return heard(self._stores, scene, self._committed(asked.desk), asked.raw)
        match asked.action, dict(asked.value):
            case "pin", {"pin": str() | int() as pin} if jobs.is_secret(scene.state):
                return PinTyped(str(pin))
            case "settle", {"attention": str(attention), "action": str(action)}:
                return settled(self._stores, attention, action)
            case action, value:
                return pressed(action or "", value)

    # Views and answers -------------------------------------------------------------------------

    def _committed(self, desk: str) -> View:
        """The view of the desk as it is committed."""
        known = self._views.get(desk)
        if known is not None:
            return known
        with self._lock:
            if desk not in self._views:
                self._views[desk] = self._look(scene_of(self._stores.journal, desk))
            return self._views[desk]

    def _given_out(self, view: View) -> View:
        """The view as it may be shown now: a plain sentence while nothing can be written."""
        down = self._down
        if down is None:
            return view
        plain = trouble_view(str(down), self._stores.device, view.language)
        return replace(plain, revision=view.revision, secret=view.secret)

    def _revision(self, desk: str) -> int:
        known = self._views.get(desk)
        return known.revision if known is not None else -1

    def _look(self, scene: Scene) -> View:
        """Step 7: the view of a desk as it is committed."""
        stores, row = self._stores, scene.row
        cards = open_cards(stores)
        person = jobs.person_of(scene.state)
        if scene.job is not None:
            view = with_parcels(stores, scene, job_view(stores, scene.job, scene.job_state, person))
        else:
            view = desk_view(stores, scene.state, row.desk, attentions(stores, cards, person))
        view = dressed(stores, with_question(view, scene.state), person, cards)
        scanner = profile_of(stores.identity, row.desk)
        banner = banner_of(row)
        view = replace(view, scanner=scanner, banner=banner, scan_id=self._scanned.get(row.desk, ""))
        return replace(view, revision=row.revision, language=row.language)

    def _stale(self, desk: str) -> Answer:
        view = self.view(desk)
        text = Message.of("refusal.stale")
        return Answer(
            "refused", Tone.WRONG_ITEM, text, view.revision, view, "stale", committed=False, stale=True
        )

    def _not_kept(self, desk: str, trouble: StoreTrouble) -> Answer:
        """Nothing was kept: never a good tone."""
        view = self.view(desk)
        return Answer(
            "refused",
            Tone.UNKNOWN,
            not_kept(str(trouble)),
            view.revision,
            view,
            Refusal.STORE_TROUBLE.value,
            committed=False,
            store_down=True,
        )

    # When nothing can be written ---------------------------------------------------------------

    def _store_is_down(self, trouble: StoreTrouble) -> None:
        """A plain screen on every desk, until something can be written again."""
        self._down = trouble
        self._stores.conditions.store_ok = False
        for desk, view in list(self._views.items()):
            self._publish(desk, self._given_out(view))

    def _store_is_up(self) -> None:
        self._stores.conditions.store_ok = True
        if self._down is not None:
            self._down, self._all_anew = None, True

    def _try_to_write(self) -> None:
        """Whether there is room again. Raises StoreTrouble while there is none."""
        with self._lock:
            for desk in list(self._views)[:1]:
                self._stores.journal.raise_revision(scene_of(self._stores.journal, desk).row)
            self._store_is_up()

    def _publish(self, desk: str, view: View) -> None:
        with self._news:
            self._news.notify_all()
        for listener in list(self._listeners[desk]):
            with suppress(Exception):  # a screen that is gone must not spoil an answer already committed
                listener(view)
