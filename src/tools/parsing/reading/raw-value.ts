import { isSpace, maxWastedChars, type Reading, type TextSource } from './text-source.ts';

/** Longer than any call that is honest. */
const maxValueChars = 1_000_000;
/** What is still read of a value in a text that makes everybody read in vain. */
const maxHostileChars = 1_000;

/** The text of a JSON or Python value that begins with a bracket. */
export interface RawValue {
  end: number;
  text: string;
  /** `unclosed`: brackets are missing at its end; `cut-off`: it breaks off inside. */
  state: 'whole' | 'unclosed' | 'cut-off' | 'too-long';
}

/**
 * Reads over a value by its brackets and strings, to where it closes or, if it never does, to the marker that ends the call
 * or to the end of the text.
 */
export function* rawValue(source: TextSource, from: number, closes: readonly string[]): Reading<RawValue> {
  const limit = source.wasted > maxWastedChars ? maxHostileChars : maxValueChars;
  const walk = new ValueWalk();
  const markers = new Set(closes.map((close) => close.charCodeAt(0)));
  for (let at = from; ; at += 1) {
    if (at >= source.end) {
      source.passBy(at);
      if (!(yield* source.reaches(at, 1))) break;
    }
    if (at - from > limit) return { end: at, text: '', state: 'too-long' };
    const code = source.codeAt(at);
    if (!walk.isInString && markers.has(code) && (yield* source.oneOf(at, closes)) !== null) {
      return beforeMarker(source, { from, to: at }, { closes });
    }
    if (walk.step(code)) {
      source.seen = Math.max(source.seen, at + 1);
      return { end: at + 1, text: source.slice(from, at + 1), state: 'whole' };
    }
  }
  return beforeMarker(source, { from, to: source.end }, { closes, isCutOff: !walk.endsWithBracket });
}

/** What never closed: up to the first marker, also where a quote too many hides it in a string. */
function beforeMarker(
  source: TextSource,
  { from, to }: { from: number; to: number },
  { closes, isCutOff = false }: { closes: readonly string[]; isCutOff?: boolean },
): RawValue {
  const text = source.slice(from, to);
  const first = firstOf(text, closes);
  if (first !== -1) source.wasted += text.length - first;
  if (first !== -1) return { end: from + first, text: text.slice(0, first), state: 'unclosed' };
  return { end: from + text.length, text, state: isCutOff ? 'cut-off' : 'unclosed' };
}

function firstOf(text: string, literals: readonly string[]): number {
  const places = literals.map((literal) => text.indexOf(literal)).filter((place) => place !== -1);
  return places.length === 0 ? -1 : Math.min(...places);
}

const codes = { quote: 34, apostrophe: 39, backslash: 92 };
const opening = new Set([...'{['].map((character) => character.charCodeAt(0)));
const closing = new Set([...'}]'].map((character) => character.charCodeAt(0)));
/** Behind these a single quote opens a string; elsewhere it is an apostrophe. */
const beforeString = new Set([...'{[(,:='].map((character) => character.charCodeAt(0)));

class ValueWalk {
  isInString = false;
  /** Whether the last thing that stands there is a bracket that closes. */
  endsWithBracket = false;
  #quote = 0;
  #isEscaped = false;
  #depth = 0;
  #before = 0;

  /** Takes the next unit; true when the value is closed with it. */
  step(code: number): boolean {
    if (this.isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === codes.backslash) this.#isEscaped = true;
      else if (code === this.#quote) this.isInString = false;
      return false;
    }
    if (isSpace(code)) return false;
    if (code === codes.quote || (code === codes.apostrophe && beforeString.has(this.#before))) {
      this.isInString = true;
      this.#quote = code;
    } else if (opening.has(code)) this.#depth += 1;
    else if (closing.has(code)) this.#depth -= 1;
    this.endsWithBracket = closing.has(code);
    this.#before = code;
    return this.#depth === 0;
  }
}
