"""The faults that whoever looks for faults must find: each a device or a central with one thing wrong. Not shipped."""

from dataclasses import dataclass, field

from tests.sim import faulty_centrals as c
from tests.sim import faulty_devices as d
from tests.sim.handheld import Parts
from tests.sim.office import Office


@dataclass(frozen=True)
class Fault:
    """A device or a central with one thing wrong; `stores`: it shows only when stores are restored or copied."""

    parts: Parts = field(default_factory=Parts)
    central: type[Office] = Office
    stores: bool = False


FAULTS: dict[str, Fault] = {
    "acks on send": Fault(Parts(pusher=d.AcksOnSend)),
    "acks what came meanwhile": Fault(Parts(pusher=d.AcksWhatCameMeanwhile)),
    "drops on ack": Fault(Parts(pusher=d.DropsOnAck)),
    "newest first": Fault(Parts(pusher=d.NewestFirst)),
    "cursor before rows": Fault(Parts(mirror=d.CursorFirst)),
    "keeps what is gone": Fault(Parts(mirror=d.KeepsWhatIsGone)),
    "skips rows": Fault(Parts(puller=d.SkipsRows)),
    "covers on every page": Fault(Parts(puller=d.CoversOnEveryPage)),
    "overlay dropped early": Fault(Parts(floor=d.LetsGoEarly)),
    "half scans": Fault(Parts(journal=d.journal_of(d.HalfScans))),
    "number stays free": Fault(Parts(journal=d.journal_of(d.NumberStaysFree))),
    "reports on send": Fault(Parts(prints=d.ReportsOnSend)),
    "trusts the clock": Fault(Parts(prints=d.TrustsTheClock)),
    "counts twice": Fault(central=c.CountsTwice),
    "puts back twice": Fault(central=c.PutsBackTwice),
    "tells nobody": Fault(central=c.TellsNobody),
    "refuses the stray": Fault(central=c.RefusesTheStray),
    "holds for ever": Fault(central=c.HoldsForEver),
    "knows no forks": Fault(central=c.KnowsNoForks, stores=True),
}
