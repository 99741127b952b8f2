import { css } from 'lit';

export const runnerStyles = css`
  form {
    gap: 0.6rem;
  }
  label {
    display: block;
    margin-bottom: 0.25rem;
    font-weight: 600;
    font-size: 0.875rem;
  }
  textarea {
    display: block;
    font: 0.875rem/1.55 var(--mono);
    resize: vertical;
    tab-size: 4;
  }
  .outcome {
    gap: 0.75rem;
    margin-top: 1rem;
  }
  pre.scroll {
    max-height: 16rem;
    padding: 0.6rem 0.75rem;
    margin-top: 0.25rem;
    background: var(--sunken);
  }
  .stderr {
    display: block;
    padding-left: 0.6rem;
    border-left: 3px solid var(--warn);
    color: var(--warn);
  }
`;
