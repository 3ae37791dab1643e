"""Every file, in the order of the table."""

from tests.hostile.controls import CONTROLS
from tests.hostile.packages import PACKAGES
from tests.hostile.systems import SYSTEMS
from tests.hostile.values import VALUES

BROKEN = [*PACKAGES, *VALUES, *SYSTEMS]
FILES = [*BROKEN, *CONTROLS]
