import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testEnvironment } from '../helpers/python-environment.ts';
import type { DescribedFile } from './described-files.ts';

/** A file by its description, with its bytes or its text. */
export interface GivenFile extends Omit<DescribedFile, 'content'> {
  content: string | Uint8Array;
}

export interface Printed {
  /** Everything the program printed. */
  output: string;
  /** The exception that ended it, as `Type: message`, or null. */
  error: string | null;
  /** Files it left behind, with how many tick labels of the chart overlap. */
  charts: { file: string; overlaps: number; title: string; labels: string[] }[];
}

const harness = `
import contextlib, io, json, os, sys, traceback, warnings
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import pandas as pd
pd.set_option('io.excel.xlsx.reader', 'openpyxl') # as the sandbox does
warnings.simplefilter('error')
warnings.simplefilter('ignore', ResourceWarning)
if os.path.exists('report.source.json'):
    book = pd.ExcelWriter('report.xlsx')
    for title, rows in json.load(open('report.source.json')).items():
        pd.DataFrame(rows, columns=['region', 'revenue', 'cost', 'margin']).to_excel(book, sheet_name=title, index=False)
    book.close()
def chart():
    figure = plt.gcf(); axes = figure.axes[0]; figure.canvas.draw()
    overlaps = 0
    for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
        boxes = [label.get_window_extent() for label in labels if label.get_text()]
        overlaps += sum(bool(a.overlaps(b)) for a, b in zip(boxes, boxes[1:]))
    return {'file': 'chart.png', 'overlaps': overlaps, 'title': axes.get_title(), 'labels': [axes.get_xlabel(), axes.get_ylabel()]}
answers = []
for code in json.load(open('programs.json')):
    output, error, charts = io.StringIO(), None, []
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(code, 'script.py', 'exec'), {'__name__': '__main__'})
        except BaseException as problem:
            error = f'{type(problem).__name__}: {problem}'
    if os.path.exists('chart.png'):
        charts.append(chart()); os.remove('chart.png')
    plt.close('all')
    answers.append({'output': output.getvalue(), 'error': error, 'charts': charts})
print(json.dumps(answers))
`;

/** Runs every program in one interpreter, in a folder that holds these files; a warning counts as an error. */
export async function runPrograms(
  codes: readonly string[],
  files: readonly GivenFile[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Printed[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'templates-'));
  try {
    for (const { description, content } of files) {
      const isBook = description.type === 'xlsx' && typeof content === 'string';
      await mkdir(path.dirname(path.join(folder, description.name)), { recursive: true });
      await writeFile(path.join(folder, isBook ? 'report.source.json' : description.name), content);
    }
    await writeFile(path.join(folder, 'programs.json'), JSON.stringify(codes));
    const { stdout } = await promisify(execFile)(await interpreter(), ['-c', harness], {
      cwd: folder,
      maxBuffer: 2 ** 26,
      env: {
        ...environment,
        MPLBACKEND: 'Agg',
        MPLCONFIGDIR: path.join(folder, '.matplotlib'),
        PYTHONUTF8: '1',
      },
    });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function interpreter(): Promise<string> {
  return (await testEnvironment()).python;
}
