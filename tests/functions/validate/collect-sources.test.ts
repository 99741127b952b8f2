import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { validateFunctions } from '../../../src/functions/validate/validate-functions.ts';
import { blocking, declare, folderWith, installed, places, validate } from './declared.ts';

const main = 'def main():\n    return 1\n';

describe('the sources of declared functions', () => {
  it('are the file and every own module that anything of them imports, wherever the statement stands', async () => {
    const { report } = await validate({
      'main.py': `import a.b.c
from pkg import sub, VALUE
def main():
    from late import x
    try:
        import maybe
    except ImportError:
        pass
`,
      'a/__init__.py': '',
      'a/b/__init__.py': 'from . import sibling\n',
      'a/b/c.py': 'from ..b.other import x\n',
      'a/b/sibling.py': '',
      'a/b/other.py': 'x = 1\n',
      'a/unused.py': 'import os\n',
      'pkg/__init__.py': 'VALUE = 1\n',
      'pkg/sub.py': '',
      'late.py': 'x = 1\n',
      'maybe.py': '',
      'not_imported.py': 'import os\n',
    });
    expect(report.findings).toEqual([]);
    expect(report.files).toEqual([
      'a/__init__.py',
      'a/b/__init__.py',
      'a/b/c.py',
      'a/b/other.py',
      'a/b/sibling.py',
      'late.py',
      'main.py',
      'maybe.py',
      'pkg/__init__.py',
      'pkg/sub.py',
    ]);
  });

  it('are brought from folders whose names are part of a package’s name', async () => {
    const packages = { 'pydantic-core': '2.1.0', 'prometheus-client': '0.2', 'google-auth': '2.1.0' };
    const folder = await folderWith({
      'main.py': `from core.clean import c\nfrom client import get\nimport google.auth, core\n${main}`,
      'core/clean.py': 'def c(): ...\n',
      'client/get.py': '',
      'google/token.json': '{}',
      'tools/core/__init__.py': '',
      'tools/core/load.py': `from .parse import p\n${main}`,
      'tools/core/parse.py': 'def p(): ...\n',
    });
    const declared = ['main.py', 'tools/core/load.py'].map((file) => declare(folder, { name: file, file }));
    const environment = { ...installed, packages: { ...installed.packages, ...packages } };
    const reports = declared.map(async (one) => (await validateFunctions([one], environment)).report);
    const [first, second] = await Promise.all(reports);
    expect(first).toMatchObject({ findings: [], files: ['client/get.py', 'core/clean.py', 'main.py'] });
    expect(second?.findings).toEqual([]);
    expect(second?.files).toContain('tools/core/parse.py');
    const named = declare(folder, { module: 'core.clen' });
    const slip = (await validateFunctions([named], environment)).report;
    expect(slip.findings[0]?.suggestion).toBe('Did you mean clean?');
  });

  it('are found by a module’s name in python_path first, then beside the YAML', async () => {
    const folder = await folderWith({
      'lib/tools/first.py': main,
      'tools/second.py': main,
      'lib/tools/both.py': main,
      'tools/both.py': 'import os\n',
    });
    const pythonPath = [path.join(folder, 'lib')];
    const declared = ['first', 'second', 'both'].map((name) =>
      declare(folder, { name, module: `tools.${name}`, pythonPath }),
    );
    const { report } = await validateFunctions(declared, installed);
    expect(report).toMatchObject({
      ok: true,
      files: ['lib/tools/both.py', 'lib/tools/first.py', 'tools/second.py'],
    });
  });

  it('may be an installed module, which brings none', async () => {
    const outside = [
      { name: 'mean', module: 'statistics', function: 'mean' },
      { name: 'read', module: 'pandas', function: 'read_csv' },
    ];
    const { report } = await validate({}, ...outside);
    expect(report).toEqual({ ok: true, findings: [], functions: 2, files: [] });
  });

  it.each([
    ['os', 'getcwd', 'forbidden-module'],
    ['os.path', 'exists', 'forbidden-module'],
    ['builtins', 'eval', 'forbidden-builtin'],
    ['io', 'open', 'forbidden-builtin'],
    ['pandas', 'read_pickle', 'unpickling'],
    ['shutil', 'os.system', 'forbidden-module'],
    ['polars', 'read_csv', 'module-not-found'],
    ['my-tools', 'run', 'module-name'],
  ])('may not be %s.%s', async (module, called, rule) => {
    const { report } = await validate({}, { module, function: called });
    expect(places(blocking(report.findings))).toEqual([`${rule} functions.yaml:3`]);
  });

  it('name the nearest file, module and function when theirs is missing', async () => {
    const { report } = await validate(
      { 'tools/clean_data.py': 'def process_data(): ...\ndef clean(): ...\n', 'tools/__init__.py': '' },
      { name: 'a', file: 'tools/clean_dta.py' },
      { name: 'b', module: 'tools.cleandata' },
      { name: 'c', module: 'tols.clean_data' },
      { name: 'd', file: 'tools/clean_data.py', function: 'proces_data' },
    );
    expect(report.findings.map(({ rule, message, suggestion }) => [rule, message, suggestion])).toEqual([
      [
        'file-not-found',
        'There is no file tools/clean_dta.py. There are clean_data.',
        'Did you mean clean_data.py?',
      ],
      [
        'module-not-found',
        'There is no module tools.cleandata: neither a file below tools nor an installed package. There are clean_data.',
        'Did you mean clean_data?',
      ],
      [
        'module-not-found',
        'There is no module tols.clean_data: neither a file below the folder of the YAML nor an installed package. There are tools.',
        'Did you mean tools?',
      ],
      [
        'function-not-found',
        'tools/clean_data.py has no function proces_data; it defines process_data, clean.',
        'Did you mean process_data?',
      ],
    ]);
  });
});

describe('names in one interpreter', () => {
  it('are refused for two files that would be the same module, with what to do', async () => {
    const { report } = await validate(
      {
        'a/one.py': `import utils\n${main}`,
        'a/utils.py': '',
        'b/two.py': `import utils\n${main}`,
        'b/utils.py': '',
      },
      { name: 'one', file: 'a/one.py' },
      { name: 'two', file: 'b/two.py' },
    );
    expect(places(report.findings)).toEqual(['module-conflict b/utils.py']);
    expect(report.findings[0]?.message).toContain('a/utils.py and b/utils.py are both found as utils');
    expect(report.findings[0]?.suggestion).toContain('Rename one of them');
  });

  it('are refused for a package that hides a folder of the same name elsewhere', async () => {
    const folder = await folderWith({
      'x/tools/one.py': main,
      'y/tools/__init__.py': '',
      'y/tools/two.py': main,
    });
    const declared = ['x', 'y'].map((root) =>
      declare(folder, {
        name: root,
        module: root === 'x' ? 'tools.one' : 'tools.two',
        pythonPath: [path.join(folder, root)],
      }),
    );
    const { report } = await validateFunctions(declared, installed);
    expect(places(report.findings)).toEqual(['module-conflict x/tools/one.py']);
  });

  it.each(['random', 'json', 'pandas', 'dill'])(
    'are refused for a %s.py that others import',
    async (name) => {
      const { report } = await validate({ 'main.py': `import ${name}\n${main}`, [`${name}.py`]: '' });
      expect(places(blocking(report.findings))).toEqual([`shadows-module ${name}.py`]);
    },
  );

  it('may begin with an underscore, but for those of the standard library', async () => {
    const { report } = await validate({
      'main.py': `from _helpers import h\nimport _shared.text, _json\n${main}`,
      '_helpers.py': 'def h(): ...\n',
      '_shared/text.py': '',
      '_json.py': '',
    });
    expect(places(report.findings)).toEqual(['shadows-module _json.py']);
    expect(report.files).toEqual(['_helpers.py', '_json.py', '_shared/text.py', 'main.py']);
  });

  it('are safe ones for files that nobody imports by theirs', async () => {
    const { report, sources } = await validate(
      {
        'json.py': `import json\n${main}`,
        'functions.py': main,
        'clean-orders.py': main,
        'a/main.py': main,
        'b/main.py': main,
        'class.py': main,
      },
      ...['json.py', 'functions.py', 'clean-orders.py', 'a/main.py', 'b/main.py', 'class.py'].map((file) => ({
        name: file.replace(/\W/g, '_'),
        file,
      })),
    );
    expect(report.findings).toEqual([]);
    expect(sources.modules.map(({ name }) => name)).toEqual([
      'file_json',
      'file_functions',
      'file_clean_orders',
      'main',
      'file_main',
      'file_class',
    ]);
  });

  it('are not taken by folders of data', async () => {
    const { report } = await validate({
      'main.py': `import json\nimport pandas\n${main}`,
      'json/a.json': '{}',
      'pandas/b.csv': '',
    });
    expect(report).toMatchObject({ findings: [], files: ['main.py'] });
  });

  it.each(['types', 'subprocess', 'dill', 'pandas'])(
    'are refused for a folder %s that functions are imported from',
    async (name) => {
      const { report } = await validate({
        'main.py': `from ${name}.money import x\n${main}`,
        [`${name}/money.py`]: 'x = 1\n',
      });
      expect(places(blocking(report.findings))).toContain(`shadows-module ${name}/money.py`);
    },
  );

  it('are kept for our own modules', async () => {
    const { report } = await validate({
      'main.py': `import functions\nimport function_library\n${main}`,
      'functions.py': '',
      'function_library.py': '',
    });
    expect(report.findings.map(({ rule, severity, file }) => [rule, severity, file])).toEqual([
      ['reserved-module', 'blocking', 'function_library.py'],
      ['reserved-module', 'minor', 'functions.py'],
    ]);
  });
});

describe('reading a source', () => {
  it('follows no link that leads out of the folders of the set', async () => {
    const elsewhere = await folderWith({ 'secret.py': main, 'pkg/__init__.py': '' });
    const folder = await folderWith({ 'main.py': `import linked\nimport pkg\n${main}` });
    await symlink(path.join(elsewhere, 'secret.py'), path.join(folder, 'linked.py'));
    await symlink(path.join(elsewhere, 'pkg'), path.join(folder, 'pkg'));
    await symlink(path.join(elsewhere, 'secret.py'), path.join(folder, 'entry.py'));
    const declared = [
      declare(folder, { file: 'main.py' }),
      declare(folder, { name: 'entry', file: 'entry.py' }),
    ];
    const { report, sources } = await validateFunctions(declared, installed);
    expect(places(report.findings)).toEqual([
      'source-outside entry.py',
      'source-outside linked.py',
      'source-outside pkg/__init__.py',
    ]);
    expect(sources.modules.map(({ shownAs }) => shownAs)).toEqual(['main.py']);
  });

  it.each(['first', 'last'])(
    'follows one that leads into the python_path of the %s function alone',
    async (which) => {
      const elsewhere = await folderWith({ 'secret.py': main });
      const folder = await folderWith({ 'a.py': `import linked\n${main}`, 'b.py': `import linked\n${main}` });
      await symlink(path.join(elsewhere, 'secret.py'), path.join(folder, 'linked.py'));
      const allowed = declare(folder, { name: 'a', file: 'a.py', pythonPath: [elsewhere] });
      const others = [declare(folder, { name: 'b', file: 'b.py' })];
      const declared = which === 'first' ? [allowed, ...others] : [...others, allowed];
      const { report } = await validateFunctions(declared, installed);
      expect(report.findings.map(({ rule, function: of }) => [rule, of])).toEqual([['source-outside', 'b']]);
      expect(report.files).toEqual(['a.py', 'b.py', 'linked.py']);
    },
  );

  it.each(['first', 'last'])('is the same for a module that the %s function finds alone', async (which) => {
    const folder = await folderWith({
      'a.py': `import both\n${main}`,
      'b.py': `import both\n${main}`,
      'both.py': 'import helper\n',
      'lib/helper.py': 'import json\n',
    });
    const finding = declare(folder, { name: 'a', file: 'a.py', pythonPath: [path.join(folder, 'lib')] });
    const others = [declare(folder, { name: 'b', file: 'b.py', allowedImports: [] })];
    const declared = which === 'first' ? [finding, ...others] : [...others, finding];
    const { report } = await validateFunctions(declared, installed);
    expect(places(report.findings)).toEqual(['import-not-allowed lib/helper.py:1']);
    expect(report.findings[0]?.function).toBe('b');
    expect(report.files).toEqual(['a.py', 'b.py', 'both.py', 'lib/helper.py']);
  });

  it('follows links inside them, as mounted configuration has them', async () => {
    const folder = await folderWith({ '..2026/main.py': main });
    await symlink('..2026', path.join(folder, '..data'));
    await symlink('..data/main.py', path.join(folder, 'main.py'));
    const { report } = await validateFunctions([declare(folder, { file: 'main.py' })], installed);
    expect(report).toMatchObject({ ok: true, files: ['main.py'] });
  });

  it('waits for no pipe and takes no folder for a file', async () => {
    const folder = await folderWith({});
    await execa('mkfifo', [path.join(folder, 'pipe.py')]);
    await mkdir(path.join(folder, 'folder.py'));
    const declared = ['pipe.py', 'folder.py'].map((file) => declare(folder, { name: file, file }));
    const { report } = await validateFunctions(declared, installed);
    expect(places(report.findings)).toEqual(['source-unreadable folder.py', 'source-unreadable pipe.py']);
  });

  it('ends at 256 KiB a file', async () => {
    const { report } = await validate({ 'main.py': `${main}#${'x'.repeat(2 ** 18)}` });
    expect(places(report.findings)).toEqual(['source-too-large main.py']);
  });

  it('ends at 500 files', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `m${index}`);
    const files = Object.fromEntries(names.map((name) => [`${name}.py`, '']));
    const { report } = await validate({ ...files, 'main.py': `import ${names.join(', ')}\n${main}` });
    expect(places(report.findings)).toEqual(['too-many-sources m499.py']);
  });

  it('ends at 8 MiB together', async () => {
    const names = Array.from({ length: 33 }, (_, index) => `m${index}`);
    const files = Object.fromEntries(names.map((name) => [`${name}.py`, `#${'x'.repeat(2 ** 18 - 2)}`]));
    const { report } = await validate({ ...files, 'main.py': `import ${names.join(', ')}\n${main}` });
    expect(places(report.findings)).toEqual(['too-many-sources m31.py', 'too-many-sources m32.py']);
  });

  it('is in UTF-8, with or without a byte order mark, whatever ends its lines', async () => {
    const { report, sources } = await validate({
      'main.py': `\ufeff# coding: utf-8\r\n${main.replaceAll('\n', '\r\n')}`,
    });
    expect(report.findings).toEqual([]);
    expect(sources.modules[0]?.text).toBe(`# coding: utf-8\n${main}`);
  });

  it.each([
    ['another coding cookie', '# -*- coding: utf-7 -*-\ndef main(): ...\n'],
    [
      'another coding cookie on the second line',
      '#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\ndef main(): ...\n',
    ],
    ['bytes that are not UTF-8', Buffer.from('# caf\xe9\ndef main(): ...\n', 'latin1')],
  ])('is refused for %s', async (_, content) => {
    const { report } = await validate({ 'main.py': content });
    expect(places(report.findings)).toEqual(['encoding main.py']);
  });

  it('says where Python can’t read it, with the parser’s word', async () => {
    const { report } = await validate({
      'main.py': `import broken\n${main}`,
      'broken.py': 'x = 1\ndef f(:\n    pass\n',
    });
    expect(places(report.findings)).toEqual(['syntax-error broken.py:2']);
    expect(report.findings[0]?.message).toMatch(/^Python 3\.11\.7 refuses this line: Expected a parameter/);
  });

  it('happens once: what is judged is what is put together', async () => {
    const { folder, sources } = await validate({ 'main.py': main });
    await writeFile(path.join(folder, 'main.py'), 'import os\n');
    expect(sources.modules[0]?.text).toBe(main);
  });
});
