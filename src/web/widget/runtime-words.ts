import type { PyodideState } from '../../contracts/pyodide.ts';

export interface RuntimeWords {
  text: string;
  /** The colour that goes with the text. */
  tone: 'good' | 'waiting' | 'bad' | 'off';
  /** What a press does about it; null where nothing needs to be done. */
  action: string | null;
}

export const runtimeWords: Record<PyodideState['status'], RuntimeWords> = {
  cold: { text: 'Not started', tone: 'off', action: 'Start' },
  starting: { text: 'Starting', tone: 'waiting', action: null },
  ready: { text: 'Ready', tone: 'good', action: null },
  busy: { text: 'Busy', tone: 'waiting', action: null },
  failed: { text: 'Failed', tone: 'bad', action: 'Try again' },
  closed: { text: 'Closed', tone: 'off', action: null },
};
