import { CoderError } from './coder-error.ts';

/**
 * Makes a value once for all who ask; a failed attempt is forgotten, so that the next caller tries again, and who only
 * waited for an attempt that somebody else cancelled makes one of their own.
 */
export function sharedResource<Value, Options>(
  make: (options: Options) => Promise<Value>,
): (options: Options) => Promise<Value> {
  let made: Promise<Value> | null = null;
  const ask = async (options: Options): Promise<Value> => {
    const waits = made !== null;
    if (made === null) {
      const attempt = make(options);
      made = attempt;
      attempt.catch(() => {
        if (made === attempt) made = null;
      });
    }
    try {
      return await made;
    } catch (error) {
      if (waits && error instanceof CoderError && error.code === 'cancelled') return ask(options);
      throw error;
    }
  };
  return ask;
}
