import type { z } from 'zod';
import type { PyodideExecuteOptions, PyodideGuest } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { GuestRequest } from './protocol.ts';

/** Asks a guest and reads what it says as this shape. Throws `lost`, and ends the guest, where it says anything else. */
export async function askGuest<Schema extends z.ZodType>(
  guest: PyodideGuest,
  request: GuestRequest,
  { schema, onOutput }: { schema: Schema; onOutput?: PyodideExecuteOptions['onOutput'] },
): Promise<z.output<Schema>> {
  const answer = schema.safeParse(await guest.ask(request, { onOutput }));
  if (answer.success) return answer.data;
  await guest.terminate();
  throw new CoderError(`The interpreter answered “${request.do}” with nonsense, and was ended.`, {
    code: 'lost',
  });
}
