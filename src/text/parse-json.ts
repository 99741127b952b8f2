/** Deeper than anything that is honest here, and far from where a walk over the value would end the process. */
const deepest = 256;

/** The value a text holds, or null when it is not JSON or nested too deep; what it is must still be checked. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInside = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInside) {
      if (character === '\\') index += 1;
      else if (character === '"') isInside = false;
    } else if (character === '"') isInside = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
