const key = 'python-coder-token';

let waiting: PromiseWithResolvers<void> | null = null;
let refused = false;

/** Tells the dialog that a token is needed; `detail` is true when the last one was refused. */
export const tokenEvents = new EventTarget();

/** The token lives as long as the tab, and travels in this header alone. */
export function authorization(): Record<string, string> {
  const token = sessionStorage.getItem(key);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Resolves when a person has given a token; everybody who asks meanwhile waits for the same one. */
export function neededToken(): Promise<void> {
  if (waiting === null) {
    waiting = withResolvers();
    refused = sessionStorage.getItem(key) !== null;
    tokenEvents.dispatchEvent(new CustomEvent('needed', { detail: refused }));
  }
  return waiting.promise;
}

/** What a header can carry: visible ASCII. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(text);
}

export function giveToken(token: string): void {
  sessionStorage.setItem(key, token);
  waiting?.resolve();
  waiting = null;
}

/** `Promise.withResolvers`, which is younger than some browsers in use. */
function withResolvers(): PromiseWithResolvers<void> {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

interface PromiseWithResolvers<Value> {
  promise: Promise<Value>;
  resolve: () => void;
}
