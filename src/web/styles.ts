import { css } from 'lit';

/** What every part looks like; colours and fonts come from `theme.css`. */
export const styles = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
  }
  h1 {
    font: 400 clamp(1.5rem, 1.1rem + 1.8vw, 2.2rem) / 1.2 var(--serif);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    font: 600 1rem / 1.4 var(--sans);
    overflow-wrap: anywhere;
  }
  h3 {
    font: 600 0.875rem / 1.4 var(--sans);
    overflow-wrap: anywhere;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2.25rem;
    padding: 0.3rem 0.85rem;
    border: 1px solid var(--edge);
    border-radius: 999px;
    background: transparent;
    color: var(--ink);
    font: 500 0.875rem / 1.2 var(--sans);
    text-decoration: none;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not(:disabled) {
    color: var(--on-accent);
    filter: brightness(1.08);
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button.plain {
    min-height: 0;
    padding: 0.1rem 0.2rem;
    border: 0;
    border-radius: 0.25rem;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  input,
  textarea,
  select {
    width: 100%;
    padding: 0.55rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
  select {
    width: auto;
    max-width: 100%;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  pre,
  code {
    font: 0.8125rem / 1.55 var(--mono);
    tab-size: 4;
  }
  pre {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  summary {
    cursor: pointer;
    font-weight: 600;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 0.875rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }
  .card {
    padding: 1rem 1.15rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .note,
  .problem {
    padding: 0.6rem 0.85rem;
    border-left: 3px solid var(--warn);
    border-radius: 0.25rem;
    background: var(--warn-soft);
    overflow-wrap: anywhere;
  }
  .good {
    padding: 0.6rem 0.85rem;
    border-left: 3px solid var(--accent);
    border-radius: 0.25rem;
    background: var(--accent-soft);
  }
  .problem {
    border-color: var(--bad);
    background: var(--bad-soft);
  }
  .scroll {
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
