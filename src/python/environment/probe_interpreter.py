"""Prints what the set-up must know about the interpreter that runs this file; needs the standard library only."""

import importlib.util
import json
import os
import platform
import sys
import sysconfig

print(
    json.dumps(
        {
            'version': platform.python_version(),
            'implementation': sys.implementation.name,
            'abi': sysconfig.get_config_var('SOABI') or sysconfig.get_platform(),
            'executable': sys.executable,
            'base': os.path.realpath(getattr(sys, '_base_executable', '') or sys.executable),
            'canCreateVenv': all(importlib.util.find_spec(name) is not None for name in ('venv', 'ensurepip')),
        }
    )
)
