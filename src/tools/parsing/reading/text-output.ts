/** Longer than what may tell how a line begins. */
const maxHeadChars = 300;

/** The text that is left for a person: what is taken out of it leaves one gap, and no space stands at its ends. */
export class TextOutput {
  /** The beginning of the line that is being written, taken parts left out. */
  lineHead = '';
  /** The last thing that was written, or '' at the beginning and where something was taken out. */
  last = '';
  #isEmpty = true;
  /** Space that was not written yet. */
  #gap: string[] = [];
  /** Line breaks on the one side of what was taken out, or null where nothing was. */
  #cutLines: number | null = null;
  #ready: string[] = [];

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  write(text: string): void {
    if (text === '') return;
    this.last = text.charAt(text.length - 1);
    const newline = text.lastIndexOf('\n');
    if (newline !== -1) this.lineHead = '';
    if (this.lineHead.length < maxHeadChars)
      this.lineHead += text.slice(newline + 1, newline + 1 + maxHeadChars);
    const start = text.search(/\S/);
    if (start === -1) {
      this.#gap.push(text);
      return;
    }
    const end = text.trimEnd().length;
    this.#gap.push(text.slice(0, start));
    this.#ready.push(this.#closeGap(), text.slice(start, end));
    this.#gap.push(text.slice(end));
    this.#isEmpty = false;
  }

  /** Says that something stood here that nobody should see. */
  cut(): void {
    this.#cutLines = Math.max(this.#cutLines ?? 0, lineBreaks(this.#gap.splice(0).join('')));
    this.last = '';
  }

  take(): string {
    return this.#ready.splice(0).join('');
  }

  #closeGap(): string {
    const gap = this.#gap.splice(0).join('');
    const cutLines = this.#cutLines;
    this.#cutLines = null;
    if (this.#isEmpty) return '';
    if (cutLines === null) return gap;
    const lines = Math.max(cutLines, lineBreaks(gap));
    return lines === 0 ? ' ' : '\n'.repeat(Math.min(lines, 2));
  }
}

function lineBreaks(gap: string): number {
  return gap.split('\n').length - 1;
}
