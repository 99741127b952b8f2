"""For what only an interpreter of its own can show."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pool import preload

SOURCES = str(Path(preload.__file__).parents[1])


def run(code: str) -> Any:
    """What `code` gives `answer`, as JSON carries it; it finds our modules, and their folder as `SOURCES`."""
    program = f'import json, sys\nSOURCES = sys.argv[1]\nsys.path.insert(0, SOURCES)\n{code}\nprint(json.dumps(answer))'
    command = [sys.executable, '-I', '-B', '-c', program, SOURCES]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
