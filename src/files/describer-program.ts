import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';

interface DescribeRequest {
  files: readonly object[];
  /** What a program that uses the files may allocate, which decides whether it is told to read them whole. */
  runMemoryMiB: number;
}

/** The program that runs the describers on `request`; it reports one line per file that is begun and one per file that ended. */
export function describerProgram(request: DescribeRequest): string {
  return [
    `import sys; sys.path.insert(0, ${pythonText(path.join(packageRoot, 'src/python'))})`,
    `from describers.main import main; main(${pythonText(JSON.stringify(request))})`,
    '',
  ].join('\n');
}

/** A JSON string literal is a Python string literal with the same value. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
