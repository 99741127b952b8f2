import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runForRows } from '../../helpers/run-python.ts';

interface Compared {
  name: string;
  same: boolean;
  tables: number;
  differ: string[];
}

describe('odd databases, workbooks, pages, documents and PDFs', () => {
  let compared: Compared[];
  beforeAll(async () => {
    compared = await runForRows(path.join(import.meta.dirname, 'compare_readings.py'));
    expect(compared).toHaveLength(102);
  });

  it('are described from what was read once exactly as when everything is read again', () => {
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('hold tables in some PDFs and none in others', () => {
    const tables = compared.filter(({ name }) => name.endsWith('.pdf')).map((pdf) => pdf.tables > 0);
    expect(new Set(tables)).toEqual(new Set([true, false]));
  });

  it('are described as each `load` gives them when it is run anew', () => {
    expect(compared.flatMap(({ differ }) => differ)).toEqual([]);
  });
});
