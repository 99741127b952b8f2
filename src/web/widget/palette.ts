import { css } from 'lit';

/** The colours of the page, light and dark; a page sets others through `--python-tool-…`. */
export const palette = css`
  :host {
    color-scheme: light dark;
    --surface: var(--python-tool-surface, light-dark(#ffffff, #1f1f1c));
    --sunken: var(--python-tool-sunken, light-dark(#f2f0ea, #11110f));
    --ink: var(--python-tool-ink, light-dark(#1d1d1b, #ecebe6));
    --muted: var(--python-tool-muted, light-dark(#5c5a54, #aaa79e));
    --line: var(--python-tool-line, light-dark(#dfdcd3, #35342f));
    --edge: var(--python-tool-edge, light-dark(#8a877e, #7d7a71));
    --accent: var(--python-tool-accent, light-dark(#0b6653, #74d3b8));
    --on-accent: var(--python-tool-on-accent, light-dark(#ffffff, #0c1f19));
    --warn: var(--python-tool-warn, light-dark(#7d4a00, #f0b965));
    --bad: var(--python-tool-bad, light-dark(#a02020, #ff9c92));
    --bad-soft: var(--python-tool-bad-soft, light-dark(#fbe9e7, #3a1d1a));
    --accent-soft: var(--python-tool-accent-soft, light-dark(#e3f1ec, #1b3029));
    --sans: var(--python-tool-font, ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --serif: var(--sans);
    --mono: var(--python-tool-mono, ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
    --radius: 0.6rem;
    color: var(--ink);
    font: 1rem / 1.55 var(--sans);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
