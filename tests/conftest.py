"""What holds for all tests.

They speak with this machine alone, which needs no certificates: none are read, and none is trusted. Every client would
otherwise read those of all authorities, which takes longer than most tests. And the garbage collector looks less often
through what was loaded, which stays as long as they run.
"""

import gc
import os
from pathlib import Path

os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)
gc.set_threshold(20_000, 20, 20)
