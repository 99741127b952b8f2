import { css } from 'lit';

export const widgetStyles = css`
  :host {
    container-type: inline-size;
  }
  .start {
    margin-left: auto;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    padding: 0.1rem 0.7rem;
    border: 1px solid currentColor;
    border-radius: 999px;
    font: 600 0.8125rem/1.5 var(--sans);
  }
  .dot {
    width: 0.6em;
    height: 0.6em;
    border-radius: 50%;
    background: currentColor;
  }
  .state-good {
    color: var(--accent);
  }
  .state-waiting {
    color: var(--warn);
  }
  .state-bad {
    color: var(--bad);
  }
  .state-off {
    color: var(--muted);
  }
  .stats {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 0.5rem;
    margin-bottom: 0.5rem;
  }
  .stats > div {
    display: flex;
    flex-direction: column-reverse;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  dt {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  dd {
    font: 600 1.25rem/1.3 var(--sans);
    font-variant-numeric: tabular-nums;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
    padding: 0;
    margin-top: 0.35rem;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .tools code {
    font-weight: 600;
  }
  @container (max-width: 30rem) {
    .stats {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
