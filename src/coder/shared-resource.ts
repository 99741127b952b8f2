/** Makes a value once for all who ask; a failed attempt is forgotten, so that the next caller tries again. */
export function sharedResource<Value, Options>(
  make: (options: Options) => Promise<Value>,
): (options: Options) => Promise<Value> {
  let made: Promise<Value> | null = null;
  return (options) => {
    if (made === null) {
      const attempt = make(options);
      made = attempt;
      attempt.catch(() => {
        if (made === attempt) made = null;
      });
    }
    return made;
  };
}
