import type { Program } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** Where the caller inside the sandbox keeps what it says, below the working folder. */
export const ownFolder = '.python-coder';
/** Where it leaves what came of the call; a larger result belongs into a file. */
export const answerPlace = { name: `${ownFolder}/result.json`, maxBytes: 16 * 2 ** 20 };

/** What the caller in the sandbox is asked for. */
export interface CallText {
  function: string;
  arguments: Record<string, unknown>;
  /** Names of arguments that it must not tell of. */
  secret: string[];
  profile?: true;
}

const maxBytes = 50 * 2 ** 20;

/** What calls a function of the library that the program is given. Throws `input-invalid` for more than 50 MiB of arguments. */
export function callProgram(call: CallText): Required<Pick<Program, 'code' | 'origin' | 'exchange'>> {
  return {
    code: 'from function_library import caller\ncaller.call()\n',
    origin: 'untrusted',
    exchange: {
      question: { name: `${ownFolder}/call.json`, text: callText(call) },
      answer: answerPlace,
    },
  };
}

function callText(call: CallText): string {
  const text = JSON.stringify(call);
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return text;
  throw new CoderError(
    `The arguments have ${Math.ceil(bytes / 2 ** 20)} MiB, and ${maxBytes / 2 ** 20} are allowed: give the data as a file.`,
    { code: 'input-invalid' },
  );
}
