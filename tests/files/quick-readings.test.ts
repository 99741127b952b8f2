import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../helpers/python-environment.ts';

interface Compared {
  name: string;
  same: boolean;
  differ: string[];
}

describe('odd databases, workbooks, pages and documents', () => {
  let compared: Compared[];
  beforeAll(async () => {
    const { python } = await testEnvironment();
    const script = path.join(import.meta.dirname, 'compare_readings.py');
    const { stdout } = await promisify(execFile)(python, [script]);
    compared = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Compared);
    expect(compared).toHaveLength(20);
  });

  it('are described from what was read once exactly as when everything is read again', () => {
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('are described as each `load` gives them when it is run anew', () => {
    expect(compared.flatMap(({ differ }) => differ)).toEqual([]);
  });
});
