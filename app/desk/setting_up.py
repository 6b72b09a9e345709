"""Set-up by barcode: who may set what and where, the question before it, and what is done after the commit."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from threading import Thread
from typing import Any

from app import jobs
from app.desk.scene import Decision, Scene
from app.desk.showing import Conditions, Stores
from app.domain.settings import PLAIN_PROFILE, ScannerProfile, Setting, SettingKind, setting_of
from app.inputs import Meaning, Message, Refusal, Refused, Tone, UnclearScanned
from app.store.journal.queues import Identity
from app.views.door import EnrolRefused

SUPERVISOR = "supervisor"
NAMED = frozenset(  # values that are words of ours, and have sentences of their own
    (
        (SettingKind.PREFIX, "NONE"),
        (SettingKind.GS, "KEYS"),
        (SettingKind.GUARD, "0"),
        (SettingKind.SUFFIX, "BOTH"),
    )
)
PRINTER = "printer"


def refused_setting(stores: Stores, scene: Scene, setting: Setting) -> Refused | None:
    """Why this is not set here and by this person; None when it may be."""
    if scene.job is not None and not jobs.KINDS[scene.job.kind].idle(scene.job_state):
        return Refused(Refusal.JOB_OPEN, told=Message.of("refusal.set_up_later"))
    if not setting.is_address:
        return None
    person = jobs.person_of(scene.state)
    if person is None and stores.device:
        return Refused(Refusal.NOT_LOGGED_IN, told=Message.of("refusal.set_up_supervisor"))
    if person is not None and SUPERVISOR not in person.roles:
        return Refused(Refusal.NOT_YOUR_ROLE, told=Message.of("refusal.set_up_supervisor"))
    if setting.kind is SettingKind.ENROL and stores.device:
        return Refused(Refusal.NOT_EXPECTED, told=Message.of("refusal.enrolled_already"))
    return None


def to_be_confirmed(setting: Setting) -> UnclearScanned:
    """Nothing is set by one scan alone."""
    meaning = Meaning(f"setup:{setting.code}", "setup", setting.value)
    return UnclearScanned(setting.code, "setup", (meaning,))


def confirmed(scene: Scene, question: UnclearScanned) -> Decision:
    """The person said yes."""
    setting = _setting(question)
    return Decision(scene.state, said=setting_words("said", question), tone=Tone.NOTED, sets=setting)


def setting_words(begin: str, question: UnclearScanned) -> Message:
    """The question, or what is said afterwards; a one-time code is never repeated."""
    setting = _setting(question)
    value = "" if setting.kind is SettingKind.ENROL else setting.value
    words = f"{begin}.set_{setting.kind.value.lower()}"
    if (setting.kind, value) in NAMED:
        return Message.of(f"{words}_{value.lower()}")
    return Message.of(words, value=value)


def _setting(question: UnclearScanned) -> Setting:
    setting = setting_of(question.code.partition("-")[2])
    assert setting is not None, "only what can be set is asked about"
    return setting


def profile_of(identity: Identity, desk: str) -> ScannerProfile | None:
    """How the scanner of this desk is set; None where nobody has set it here."""
    kept = identity.get(f"scanner.{desk}")
    if not kept:
        return None
    values = json.loads(kept)
    return ScannerProfile(values["prefix"], tuple(values["suffixes"]), values["gs"], values["guard_ms"])


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Carries a confirmed setting out. What takes a network is done in a thread of its own, and told on the screen."""

    identity: Identity
    conditions: Conditions
    use_printer: Callable[[str], None]
    enrol: Callable[[str, str], dict[str, Any]]
    central_moved: Callable[[], None]
    changed: Callable[[], None]

    def apply(self, desk: str, setting: Setting) -> None:
        """On return it is kept, or under way."""
        self.conditions.told = None
        match setting.kind:
            case SettingKind.PRINTER:
                self.identity.put(**{PRINTER: setting.value})
                self.use_printer(setting.value)
            case SettingKind.CENTRAL:
                self.identity.put(central=setting.value.rstrip("/"))
                self.central_moved()
            case SettingKind.ENROL:
                Thread(target=self._enrol, args=(setting.value,), name="enrol", daemon=True).start()
            case _:
                profile = profile_of(self.identity, desk) or PLAIN_PROFILE
                self.keep(desk, profile.after(setting))

    def keep(self, desk: str, profile: ScannerProfile) -> None:
        """The scanner of this desk sends like this from now on."""
        self.identity.put(**{f"scanner.{desk}": json.dumps(asdict(profile))})

    def _enrol(self, code: str) -> None:
        try:
            self.enrol(code, self.identity.get("central"))
        except EnrolRefused as refused:
            self.conditions.told = Message.of("prompt.enrol_failed", why=str(refused))
        self.changed()
