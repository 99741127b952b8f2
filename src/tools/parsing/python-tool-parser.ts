import type { FenceForm, FormParser } from './call-form.ts';
import { createFormParser } from './form-parser.ts';

/** The tool that runs the Python which a model writes instead of a call. */
export const executePythonName = 'builtin.execute_python_code';

const pythonBlocks: FenceForm = {
  takes: (language) => /^(?:py|python|python3|python-exec)$/.test(language),
  read({ code, isClosed, at, end }) {
    if (code.trim() === '') return null;
    const repairs = isClosed ? [] : ['a fence that was not closed'];
    return {
      end,
      calls: [{ name: executePythonName, arguments: { code }, span: { start: at, end }, repairs }],
      faults: [],
    };
  },
};

/** Reads every fenced block of Python as a call of the tool that runs it. */
export function createPythonToolParser(): FormParser {
  return createFormParser({ name: 'python', fences: [pythonBlocks] });
}
