import { performance } from 'node:perf_hooks';
import { cutToWidth } from './display-width.ts';
import type { Terminal } from './world.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;
const hideCursor = '\u001B[?25l';
const eraseLine = '\r\u001B[2K';

/** Gives the cursor back; harmless where it was never hidden. */
export const showCursor = '\u001B[?25h';

/** One line at the bottom of a terminal that turns and counts until it is cleared, which gives the cursor back. */
export class StatusLine {
  private readonly terminal: Terminal;
  private timer: NodeJS.Timeout | null = null;
  private text: () => string = () => '';

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** `text` is asked anew for every frame and must be safe to print. */
  show(text: () => string): void {
    this.text = text;
    if (this.timer === null) {
      this.terminal.write(hideCursor);
      this.timer = setInterval(() => this.draw(), frameMs);
      this.timer.unref();
    }
    this.draw();
  }

  /** Prints lines for good, above the status. */
  print(lines: string[]): void {
    if (lines.length === 0) return;
    this.terminal.write(`${this.timer === null ? '' : eraseLine}${lines.join('\n')}\n`);
    if (this.timer !== null) this.draw();
  }

  clear(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.terminal.write(`${eraseLine}${showCursor}`);
  }

  private draw(): void {
    const frame = frames[Math.floor(performance.now() / frameMs) % frames.length];
    const line = cutToWidth(`${frame} ${this.text()}`, (this.terminal.columns || 80) - 1);
    this.terminal.write(`${eraseLine}${line}`);
  }
}
