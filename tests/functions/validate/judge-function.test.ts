import { describe, expect, it } from 'vitest';
import { blocking, places, validate } from './declared.ts';

async function found(code: string): Promise<string[]> {
  const { report } = await validate({ 'main.py': code, 'helpers.py': 'def main(): ...\n' });
  return places(report.findings);
}

describe('the declared function', () => {
  it.each([
    ['def main(): ...'],
    ['async def main(x: int) -> int:\n    return x'],
    ['if True:\n    def main(): ...\nelse:\n    def main(a): ...'],
    ['try:\n    import json\n    def main(): ...\nexcept ImportError:\n    main = None'],
    ['from helpers import main'],
    ['from helpers import *'],
    ['import helpers\nmain = helpers.main'],
    ['main: object = print'],
    ['from functools import partial\nmain = partial(max, 1)'],
    ['def __getattr__(name): ...'],
    ['def main(a, b=1, *, c, d=2, **others): ...'],
    ['def main(a, *, b): ...'],
    ['def main(a=1, /): ...'],
    ['def main():\n    def inner():\n        yield 1\n    return list(inner())'],
    ['def main():\n    return [x for x in (y for y in ())]'],
    ['def known(f):\n    return f\n@known\ndef main(*values):\n    yield values'],
  ])('may be %j', async (code) => {
    expect(await found(`${code}\n`)).toEqual([]);
  });

  it.each([
    ['class main:\n    pass', 'is-a-class main.py:1'],
    ['from dataclasses import dataclass\n\n@dataclass\nclass main:\n    x: int', 'is-a-class main.py:4'],
    ['def main():\n    yield 1', 'is-a-generator main.py:1'],
    ['async def main():\n    for x in []:\n        yield x', 'is-a-generator main.py:1'],
    ['def main():\n    x = yield from []', 'is-a-generator main.py:1'],
    ['\ndef main(*values): ...', 'variable-arguments main.py:2'],
    ['def main(*values: int, key: str): ...', 'variable-arguments main.py:1'],
    ['def main(a, /, b): ...', 'positional-only main.py:1'],
    ['def main(a: int, b=2, /): ...', 'positional-only main.py:1'],
    ['def other(): ...', 'function-not-found functions.yaml:3'],
    ['class Tools:\n    def main(self): ...', 'function-not-found functions.yaml:3'],
    ['def outer():\n    def main(): ...', 'function-not-found functions.yaml:3'],
  ])('may not be %j', async (code, place) => {
    expect(await found(`${code}\n`)).toEqual([place]);
  });

  it('is told apart from others by its name in what is found', async () => {
    const files = {
      'main.py': 'import os\ndef a(): ...\ndef b(): ...\n',
      'own.py': 'import sys\ndef c(): ...\n',
    };
    const { report } = await validate(
      files,
      { name: 'a', function: 'a', file: 'main.py' },
      { name: 'b', function: 'b', file: 'main.py' },
      { name: 'c', function: 'c', file: 'own.py' },
    );
    expect(report.ok).toBe(false);
    expect(report.findings.map(({ rule, file, function: of }) => [rule, file, of])).toEqual([
      ['forbidden-module', 'main.py', null],
      ['forbidden-module', 'own.py', 'c'],
    ]);
  });
});

describe('allowed_imports', () => {
  const allowed = (imports: string, ...allowedImports: string[]) =>
    validate(
      { 'main.py': `${imports}\ndef main(): ...\n`, 'own.py': '', 'pkg/__init__.py': '', 'pkg/inner.py': '' },
      { file: 'main.py', allowedImports },
    );

  it.each([
    ['import pandas as pd, pandas.api.types', ['pandas']],
    ['from mpl_toolkits.mplot3d import Axes3D\nimport pylab', ['matplotlib']],
    ['import sklearn.metrics', ['scikit-learn']],
    [
      'import xml.etree.ElementTree as ET\nfrom xml.etree import ElementTree\nfrom xml import etree',
      ['xml.etree'],
    ],
    ['import own\nfrom pkg import inner', []],
    [
      'from __future__ import annotations\nimport typing, types, dataclasses, enum, abc, collections.abc\nfrom collections import abc as shapes',
      [],
    ],
    ['from concurrent.futures import ThreadPoolExecutor', ['concurrent']],
  ])('lets %j through for %j', async (imports, list) => {
    expect((await allowed(imports, ...list)).report.findings).toEqual([]);
  });

  it.each([
    ['import json', []],
    ['from collections import abc, Counter', []],
    ['import xml.sax', ['xml.etree']],
    ['import pandas', ['pandas.api']],
    ['import numpy', ['num']],
  ])('refuses %j for %j', async (imports, list) => {
    expect(places((await allowed(imports, ...list)).report.findings)).toEqual([
      'import-not-allowed main.py:1',
    ]);
  });

  it('says which name to add, and to which function', async () => {
    const { report } = await allowed('import xml.sax.handler', 'json');
    expect(report.findings).toEqual([
      {
        rule: 'import-not-allowed',
        severity: 'blocking',
        message: '`import xml.sax.handler` is not among the allowed_imports of main.',
        suggestion: 'Add "xml" to its allowed_imports, or leave the import out.',
        file: 'main.py',
        line: 1,
        column: 1,
        function: 'main',
      },
    ]);
  });

  it('concerns only the function that has it', async () => {
    const files = {
      'a.py': 'import both\ndef a(): ...\n',
      'b.py': 'import both\ndef b(): ...\n',
      'both.py': 'import json\n',
    };
    const { report } = await validate(
      files,
      { name: 'a', function: 'a', file: 'a.py', allowedImports: ['re'] },
      { name: 'b', function: 'b', file: 'b.py' },
    );
    expect(blocking(report.findings).map(({ file, function: of }) => [file, of])).toEqual([['both.py', 'a']]);
  });
});

describe('a folder that has the name of a module', () => {
  const tool = 'def tool(): ...\n';

  it('keeps no other source from being judged', async () => {
    const { report } = await validate(
      {
        'main.py': 'import subprocess\ndef main():\n    return subprocess.run(["id"])\n',
        'subprocess/tool.py': tool,
        'table.py': 'import pandas\ndef table(p: str):\n    return pandas.read_pickle(p)\n',
        'pandas/tool.py': tool,
      },
      { file: 'main.py' },
      { name: 'table', function: 'table', file: 'table.py' },
      { name: 'a', function: 'tool', module: 'subprocess.tool' },
      { name: 'b', function: 'tool', module: 'pandas.tool' },
    );
    expect(places(blocking(report.findings))).toEqual([
      'forbidden-module main.py:1',
      'shadows-module pandas/tool.py',
      'shadows-module subprocess/tool.py',
      'unpickling table.py:3',
    ]);
  });

  it('is no excuse for the source that imports both', async () => {
    const imports = `try:\n    import pandas.tool\nexcept ImportError:\n    pass\nimport pandas\n`;
    const { report } = await validate({
      'main.py': `${imports}def main(p: str):\n    return pandas.read_pickle(p)\n`,
      'pandas/tool.py': tool,
    });
    expect(places(blocking(report.findings))).toEqual([
      'unpickling main.py:7',
      'shadows-module pandas/tool.py',
    ]);
  });

  it('is judged by allowed_imports where it has no such module', async () => {
    const files = { 'main.py': 'import quux\ndef main(): ...\n', 'quux/data.json': '{}' };
    const { report } = await validate(files, { file: 'main.py', allowedImports: [] });
    expect(places(report.findings)).toEqual(['import-not-allowed main.py:1']);
  });
});

describe('what is worth knowing', () => {
  it.each([
    [
      'from pathlib import Path\ndef main():\n    return Path("/etc/passwd").read_text()',
      'path-outside main.py:3',
    ],
    [
      'from pathlib import Path\nHERE = Path(__file__).parent\ndef main(): ...',
      'data-beside-source main.py:2',
    ],
    ['from multiprocessing import Pool\ndef main(): ...', 'worker-processes main.py:1'],
    ['import shutil\ndef main(p: str):\n    shutil.rmtree(p)', 'blocked-deletion main.py:3'],
    ['try:\n    import polars\nexcept ImportError:\n    polars = None\ndef main(): ...', ''],
    [
      'try:\n    import xarray\nexcept ImportError:\n    xarray = None\ndef main(): ...',
      'package-not-installed main.py:2',
    ],
    ['def main():\n    while True:\n        pass', 'endless-loop main.py:2'],
  ])('does not keep %j from being loaded', async (code, place) => {
    const { report } = await validate({ 'main.py': `${code}\n` });
    expect(report.ok).toBe(true);
    expect(places(report.findings)).toEqual(place === '' ? [] : [place]);
  });
});
