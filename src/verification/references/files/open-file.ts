import type { SyntaxNode } from '../../program/syntax-node.ts';
import { argument, type Call } from '../calls.ts';
import { report } from '../session.ts';
import { knownText } from '../values/value.ts';

const parameters = `file filename filepath_or_buffer io path path_or_buf path_or_buffer name fname source fp
  filename_or_obj docx stream`.split(/\s+/);

const notAName = /^(?:[a-z][a-z0-9+.-]*:|[/~\\])|[\n{}<>*?[\]]|^\s*$/i;

/** Reports a file that a call opens and the program can't find. */
export function openFile(call: Call): void {
  const mode = knownText(call.keywords.get('mode') ?? call.positional[1]);
  if (call.spread || (mode !== undefined && /^[wax]|\+/.test(mode) && mode.length < 5)) return;
  for (const name of parameters) {
    const given = argument(call, 0, name);
    const text = knownText(given?.value);
    if (given === undefined || text === undefined) continue;
    checkName(call, text, given.node);
    return;
  }
}

export function openPath(call: Call, text: string): void {
  checkName(call, text, call.node);
}

function checkName({ session }: Call, name: string, node: SyntaxNode): void {
  const { files } = session;
  if (files.names.length === 0 || notAName.test(name) || files.mayExist(name)) return;
  const problem = 'is not among the input files';
  report(session, { node, name, rule: 'unknown-file', problem, candidates: files.names });
}
