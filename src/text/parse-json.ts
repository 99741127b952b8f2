/** The value a text holds, or null when it is not JSON; what it is must still be checked. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
