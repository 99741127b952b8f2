import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

/** What a program that does nothing wrong may rely on: name, code, exact output. */
const programs: [name: string, code: string, output: string][] = [
  [
    'threads',
    'import threading\nt = threading.Thread(target=lambda: print("in"))\nt.start()\nt.join()\nprint("out")',
    'in\nout\n',
  ],
  [
    'a thread pool',
    'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n    print(sum(pool.map(len, ["a", "bb"])))',
    '3\n',
  ],
  [
    'asyncio',
    'import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    return await asyncio.to_thread(len, "abc")\nprint(asyncio.run(main()))',
    '3\n',
  ],
  [
    'sqlite in its folder',
    'import sqlite3\ndb = sqlite3.connect("x.db")\ndb.execute("create table t(a)")\ndb.execute("insert into t values (7)")\ndb.commit()\nprint(db.execute("select a from t").fetchone())',
    '(7,)\n',
  ],
  [
    'temporary files',
    'import tempfile\nwith tempfile.NamedTemporaryFile("w+") as f:\n    f.write("x")\n    f.seek(0)\n    print(f.read())',
    'x\n',
  ],
  [
    'temporary folders',
    'import tempfile, os\nwith tempfile.TemporaryDirectory() as d:\n    print(os.listdir(d))',
    '[]\n',
  ],
  [
    'copying files and folders with their modes',
    'import shutil, os\nos.mkdir("in")\nopen("in/a", "w").write("x")\nshutil.copy("in/a", "in/b")\nshutil.copytree("in", "out")\nprint(sorted(os.listdir("out")))',
    "['a', 'b']\n",
  ],
  [
    'Excel without naming an engine',
    'import sys, warnings\nwarnings.simplefilter("error")\nimport pandas as pd\npd.DataFrame({"a": [1]}).to_excel("x.xlsx", index=False)\nprint(pd.read_excel("x.xlsx").shape)',
    '(1, 1)\n',
  ],
  [
    'copying files',
    'import shutil\nopen("a", "w").write("x")\nshutil.copy2("a", "b")\nprint(open("b").read())',
    'x\n',
  ],
  [
    'zip archives',
    'import zipfile\nwith zipfile.ZipFile("a.zip", "w") as z: z.writestr("x.txt", "hi")\nzipfile.ZipFile("a.zip").extractall("out")\nprint(open("out/x.txt").read())',
    'hi\n',
  ],
  [
    'tar archives',
    'import tarfile\nopen("x.txt", "w").write("hi")\nwith tarfile.open("a.tar.gz", "w:gz") as t: t.add("x.txt")\nsafe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}\ntarfile.open("a.tar.gz").extractall("out", **safe)\nprint(open("out/x.txt").read())',
    'hi\n',
  ],
  [
    'time zones',
    'from datetime import datetime\nfrom zoneinfo import ZoneInfo\nprint(datetime(2024, 7, 1, tzinfo=ZoneInfo("Europe/Berlin")).utcoffset())',
    '2:00:00\n',
  ],
  [
    'Unicode names',
    'open("größe 数.txt", "w").write("é")\nimport os\nprint(os.listdir("."), open("größe 数.txt").read())',
    "['größe 数.txt'] é\n",
  ],
  [
    'its own file name and arguments',
    'import os, sys\nprint(os.path.relpath(__file__), __name__, sys.argv)',
    "script.py __main__ ['script.py']\n",
  ],
  ['exit handlers', 'import atexit\natexit.register(lambda: print("bye"))\nprint("hi")', 'hi\nbye\n'],
  [
    'dataclasses and pickling of its own classes',
    'import pickle\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nprint(pickle.loads(pickle.dumps(P(3))))',
    'P(x=3)\n',
  ],
  [
    'inspecting its own source',
    'import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f).strip())',
    'def f():\n    return 1\n',
  ],
  ['standard input that is empty', 'import sys\nprint(repr(sys.stdin.read()))', "''\n"],
  ['reading its own limits', 'import resource\nprint(resource.getrlimit(resource.RLIMIT_CORE))', '(0, 0)\n'],
  [
    'parquet',
    'import pandas as pd\npd.DataFrame({"a": [1, 2]}).to_parquet("x.parquet")\nprint(pd.read_parquet("x.parquet")["a"].sum())',
    '3\n',
  ],
  [
    'Excel',
    'import pandas as pd\npd.DataFrame({"a": [1, 2]}).to_excel("x.xlsx", index=False)\nprint(pd.read_excel("x.xlsx")["a"].sum())',
    '3\n',
  ],
  [
    'HDF5',
    'import h5py\nwith h5py.File("x.h5", "w") as f: f["a"] = [1, 2]\nprint(h5py.File("x.h5")["a"][:].sum())',
    '3\n',
  ],
  [
    'NetCDF',
    'import xarray\nxarray.Dataset({"a": ("x", [1, 2])}).to_netcdf("x.nc")\nprint(int(xarray.open_dataset("x.nc")["a"].sum()))',
    '3\n',
  ],
  [
    'images',
    'from PIL import Image\nImage.new("RGB", (4, 3)).save("x.jpg")\nprint(Image.open("x.jpg").size)',
    '(4, 3)\n',
  ],
  ['XML', 'import lxml.etree\nprint(lxml.etree.fromstring("<a><b/></a>").tag)', 'a\n'],
  ['HTML', 'from bs4 import BeautifulSoup\nprint(BeautifulSoup("<p>x</p>", "lxml").p.text)', 'x\n'],
  [
    'Word documents',
    'import docx\nd = docx.Document()\nd.add_paragraph("hi")\nd.save("x.docx")\nprint(docx.Document("x.docx").paragraphs[0].text)',
    'hi\n',
  ],
  ['symbolic mathematics', 'import sympy\nx = sympy.symbols("x")\nprint(sympy.integrate(x, x))', 'x**2/2\n'],
  [
    'scikit-learn with n_jobs',
    'from sklearn.ensemble import RandomForestClassifier\nm = RandomForestClassifier(5, n_jobs=2, random_state=0).fit([[0], [1]] * 9, [0, 1] * 9)\nprint(m.predict([[1]]))',
    '[1]\n',
  ],
  [
    'statsmodels',
    'import statsmodels.api as sm\nprint(round(sm.OLS([2., 4., 6.], [[1.], [2.], [3.]]).fit().params[0], 6))',
    '2.0\n',
  ],
  [
    'matrix products',
    'import numpy as np\nprint(int((np.ones((200, 200)) @ np.ones((200, 200)))[0, 0]))',
    '200\n',
  ],
];

describe.each(['A', 'B'] as const)('in tier %s', (tier) => {
  // In tier B programs may not touch modes and times, because Landlock would not keep them to their own files.
  const refusedInB = ['copying files', 'tar archives'];
  it.each(programs.filter(([name]) => tier === 'A' || !refusedInB.includes(name)))(
    'a program may use %s',
    async (_, code, output) => {
      const run = await runInSandbox(code, { tier, limits: { memoryMiB: 1024 } });
      expect(run.stderr).toBe('');
      expect(run.stdout).toBe(output);
    },
  );

  it.each([
    [
      'multiprocessing',
      'import multiprocessing\nif __name__ == "__main__":\n    multiprocessing.Process(target=print).start()',
    ],
    ['subprocesses', 'import subprocess\nsubprocess.run(["ls"])'],
    ['sockets', 'import socket\nsocket.socket()'],
  ])('a program that tries %s gets a clear error and ends', async (_, code) => {
    const run = await runInSandbox(code, { tier });
    expect(run).toMatchObject({ status: 'failed', exception: { type: 'PermissionError' } });
  });
});
