import { z } from 'zod';
import type { PyodideExecuteOptions, PyodideGuest } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { parseJson } from '../../text/parse-json.ts';
import type { Cell } from './cell.ts';

/** Of everything a worker may say to one request; more than any honest one needs. */
const maxChars = 64 * 2 ** 20;
const maxMessages = 200_000;

const outputSchema = z.strictObject({ stream: z.enum(['stdout', 'stderr']), text: z.string() });
const messageSchema = z.union([
  z.strictObject({ id: z.string(), output: outputSchema }),
  z.strictObject({ id: z.string(), answer: z.unknown() }),
]);

type Output = NonNullable<PyodideExecuteOptions['onOutput']>;

interface OpenRequest {
  /** Nobody can know it before it is asked, so no answer is older than its question. */
  id: string;
  settle: (answer: unknown) => void;
  onOutput: Output | undefined;
  chars: number;
  messages: number;
}

/** Requests and answers over the port of a cell. The worker may say nothing but what it was asked for, in text of a bounded size; one that does otherwise is ended. */
export class GuestChannel implements Pick<PyodideGuest, 'ask'> {
  readonly #cell: Cell;
  #open: OpenRequest | null = null;

  constructor(cell: Cell) {
    this.#cell = cell;
    cell.port.addEventListener('message', ({ data }) => this.#hear(data));
    cell.port.start();
  }

  async ask(request: object, { onOutput }: { onOutput?: Output | undefined } = {}): Promise<unknown> {
    const { gone, port } = this.#cell;
    if (this.#open !== null) throw new CoderError('The worker is still at a request.', { code: 'internal' });
    gone.throwIfAborted();
    let fail: () => void = () => undefined;
    try {
      return await new Promise((settle, reject) => {
        const id = randomId();
        this.#open = { id, settle, onOutput, chars: 0, messages: 0 };
        fail = () => reject(gone.reason);
        gone.addEventListener('abort', fail, { once: true });
        port.postMessage({ id, request });
      });
    } finally {
      gone.removeEventListener('abort', fail);
      this.#open = null;
    }
  }

  #hear(data: unknown): void {
    const open = this.#open;
    const message = open === null ? null : readMessage(data, open);
    if (open === null || message === null) this.#cell.close();
    else if ('output' in message) open.onOutput?.(message.output);
    else {
      this.#open = null;
      open.settle(message.answer);
    }
  }
}

/** Null for what the worker has no business to say. */
function readMessage(data: unknown, open: OpenRequest): z.infer<typeof messageSchema> | null {
  if (typeof data !== 'string') return null;
  open.chars += data.length;
  open.messages += 1;
  if (open.chars > maxChars || open.messages > maxMessages) return null;
  const message = messageSchema.safeParse(parseJson(data)).data;
  return message?.id === open.id ? message : null;
}

function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
