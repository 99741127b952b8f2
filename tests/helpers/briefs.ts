import type { DelimitedDescription } from '../../src/contracts/file-description.ts';
import type { Brief } from '../../src/prompts/brief.ts';
import { describedFile } from './described-file.ts';

/** The description of a small employees table. */
export function employeesFile(changes: Partial<DelimitedDescription> = {}): DelimitedDescription {
  return describedFile('csv', {
    name: 'employees.csv',
    load: "pd.read_csv('employees.csv', encoding='utf-8', sep=',')",
    imports: ['import pandas as pd'],
    columns: [
      { name: 'name', dtype: 'str', nullCount: 0, distinctCount: 40, examples: ['Ada', 'Bo', 'Cy'] },
      { name: 'department', dtype: 'str', nullCount: 0, distinctCount: 4, examples: ['Sales', 'IT', 'HR'] },
      { name: 'salary', dtype: 'float64', nullCount: 2, min: 31000, max: 98000, examples: [52000, 61000.5] },
    ],
    rowCount: 40,
    sampleData: [{ name: 'Ada', department: 'IT', salary: 61000.5 }],
    ...changes,
  });
}

export function brief(changes: Partial<Brief> = {}): Brief {
  return {
    query: 'What is the average salary by department?',
    context: undefined,
    files: [employeesFile()],
    modules: [
      { module: 'pandas', distribution: 'pandas', version: '3.1.1' },
      { module: 'numpy', distribution: 'numpy', version: '2.4.6' },
      { module: 'matplotlib', distribution: 'matplotlib', version: '3.11.0' },
      { module: 'sklearn', distribution: 'scikit-learn', version: '1.9.0' },
    ],
    limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 16, diskMiB: 256 },
    pythonVersion: '3.11.7',
    ...changes,
  };
}
