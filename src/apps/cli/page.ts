import picocolors from 'picocolors';
import type { Terminal } from './world.ts';

export type Palette = ReturnType<typeof picocolors.createColors>;

/** How text is laid out on one stream. */
export interface Page {
  palette: Palette;
  /** Width to keep to; null when nobody looks (a pipe or a file), where numbers stay plain digits. A terminal that does not know its width says 0. */
  columns: number | null;
}

/** Colours only where this very stream is a terminal that shows them; the terminal's own check knows NO_COLOR and FORCE_COLOR. */
export function pageOf(terminal: Terminal): Page {
  const live = terminal.isTTY === true;
  return {
    palette: picocolors.createColors(live && terminal.hasColors?.() === true),
    columns: live ? terminal.columns || 80 : null,
  };
}
