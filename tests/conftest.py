"""What holds for all tests.

They speak with this machine alone, which needs no certificates: none are read, and none is trusted. Every client would
otherwise read those of all authorities, which takes longer than most tests. And the garbage collector looks less often
through what was loaded, which stays as long as they run. Most tests have a database of their own, and all say the same
to it: a statement is compiled once for all of them, as in a program that runs on.
"""

import gc
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from storage import dialect

os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)
gc.set_threshold(20_000, 20, 20)

_compiled: LRUCache[Any, Any] = LRUCache(5000)
_first = create_engine("sqlite://")
_first.connect().close()
_make_engine = dialect.create_engine


def _make_like_the_first(path: Path, **how: Any) -> Engine:
    """What is compiled is kept by the dialect for which it was, so all have the same one."""
    engine = _make_engine(path, **how)
    engine.dialect = _first.dialect
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


dialect.create_engine = _make_like_the_first
