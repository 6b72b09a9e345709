"""What holds for every test: the gate says the same of the same commit twice.

Generated examples are chosen from the test itself. `make search` chooses them anew each time, and more of them.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
