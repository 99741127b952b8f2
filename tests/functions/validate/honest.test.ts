import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FunctionFinding } from '../../../src/contracts/python-functions.ts';
import { validateFunctions } from '../../../src/functions/validate/validate-functions.ts';
import { blocking, declare, installed, places } from './declared.ts';

const folder = path.join(import.meta.dirname, 'honest');
const files = readdirSync(folder).filter((name) => name.endsWith('.py') && name !== 'helpers_shared.py');

let findings: FunctionFinding[];

beforeAll(async () => {
  const declarations = files.map((file) => {
    const name = path.basename(file, '.py');
    return declare(folder, { name, function: name, file });
  });
  ({ findings } = (await validateFunctions(declarations, installed)).report);
});

describe('functions as people write them', () => {
  it('are more than thirty-five files', () => {
    expect(files.length).toBeGreaterThan(35);
  });

  it('are not refused', () => {
    expect(blocking(findings)).toEqual([]);
  });

  it('are told only what will be so', () => {
    expect(places(findings)).toEqual([
      'network-not-allowed ask_model.py:5',
      'network-not-allowed fetch_rates.py:5',
      'network-not-allowed fetch_rates.py:6',
      'network-not-allowed fetch_rates.py:7',
      'network-not-allowed http_json.py:2',
      'network-not-allowed http_json.py:5',
      'network-not-allowed http_json.py:6',
      'dynamic-query pivot_sales.py:15',
      'package-not-installed read_settings.py:9',
      'network-not-allowed upload_report.py:5',
      'network-not-allowed upload_report.py:6',
    ]);
  });

  it('are told nothing of the network where the declaration has it', async () => {
    const declared = declare(folder, {
      name: 'fetch_rates',
      function: 'fetch_rates',
      file: 'fetch_rates.py',
      network: true,
    });
    const { report } = await validateFunctions([declared], installed);
    expect(report).toMatchObject({ ok: true, findings: [], functions: 1, files: ['fetch_rates.py'] });
  });
});
