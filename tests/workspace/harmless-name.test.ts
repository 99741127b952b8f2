import { describe, expect, it } from 'vitest';
import { harmlessName } from '../../src/workspace/harmless-name.ts';

describe('a name that something on the machine obeys', () => {
  it.each([
    ['.git', '_.git'],
    ['.envrc', '_.envrc'],
    ['.npmrc', '_.npmrc'],
    ['..hidden', '_..hidden'],
    ['conftest.py', '_conftest.py'],
    ['test_totals.py', '_test_totals.py'],
    ['totals_test.py', 'totals_test.py_'],
    ['sitecustomize.py', '_sitecustomize.py'],
    ['x.pth', 'x.pth_'],
    ['.x.pth', '_.x.pth_'],
    ['pyproject.toml', '_pyproject.toml'],
    ['package.json', '_package.json'],
    ['node_modules', '_node_modules'],
    ['vite.config.ts', 'vite.config.ts_'],
    ['Makefile', '_Makefile'],
    ['Dockerfile', '_Dockerfile'],
    ['docker-compose.override.yml', '_docker-compose.override.yml'],
    ['authorized_keys', '_authorized_keys'],
    ['CLAUDE.md', '_CLAUDE.md'],
    ['HEAD', '_HEAD'],
    ['run.bat', 'run.bat_'],
    ['launch.desktop', 'launch.desktop_'],
    ['nul.txt', '_nul.txt'],
    ['LPT9', '_LPT9'],
    ['statistics.py', '_statistics.py'],
    ['subprocess.py', '_subprocess.py'],
    ['numpy.py', '_numpy.py'],
    ['__init__.py', '___init__.py'],
    ['sitecustomize', '_sitecustomize'],
    ['main.tf.json', 'main.tf.json_'],
    ['compose.override.yaml', '_compose.override.yaml'],
    ['matplotlibrc', '_matplotlibrc'],
    ['GIT~1', 'GIT~1_'],
  ])('gets a mark that takes its power: %s becomes %s', (name, expected) => {
    expect(harmlessName(name)).toMatchObject({ name: expected, why: expect.stringMatching(/\w{5}/) });
  });

  it.each([
    ['in capitals', 'MAKEFILE'],
    ['in letters that fold to the same', 'ma\u212aefile'],
    ['in an old form of a letter', 'te\u017ft_x.py'],
    ['in wide letters', '\uff0egit'],
    ['with a dot at the end', 'Makefile.'],
    ['with spaces at the end', 'conftest.py  '],
  ])('is known %s', (_, name) => {
    expect(harmlessName(name)?.name).toBe(`_${name}`);
  });

  it.each(['.x.bat', 'Dockerfile.bat', 'con.exe', 'test_x_test.py', '.CLAUDE.md.lnk', 'prn.'])(
    'never becomes another such name: %s',
    (name) => {
      const renamed = harmlessName(name)?.name ?? name;
      expect([renamed === name, harmlessName(renamed)]).toEqual([false, null]);
    },
  );
});

describe('a name that nothing obeys', () => {
  it.each([
    'chart.png',
    'report.csv',
    'summary.json',
    'analysis.py',
    'latest.csv',
    'contest.csv',
    'console.txt',
    'README.md',
    'index.html',
    'config.json',
    'data.config.csv',
    'head.csv',
    'build',
    'a..b',
    'stdout.txt',
    'sales~10',
    '名前.csv',
  ])('stays as it is: %s', (name) => {
    expect(harmlessName(name)).toBeNull();
  });
});
