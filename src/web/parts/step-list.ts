import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { durationText } from '../model/figures.ts';
import type { Step } from '../model/progress.ts';
import { phaseNames } from '../model/wording.ts';
import { styles } from '../styles.ts';

/** The phases of a task in their order, with how long each took. */
export class StepList extends LitElement {
  static override properties = { steps: { attribute: false } };
  static override styles = [
    styles,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 0.15rem 0.7rem;
        border-radius: 999px;
        background: var(--accent-soft);
        font-size: 0.8125rem;
      }
      .working {
        background: none;
        box-shadow: inset 0 0 0 1.5px var(--accent);
      }
      @media (prefers-reduced-motion: no-preference) {
        .working {
          animation: breathe 1.6s ease-in-out infinite;
        }
      }
      @keyframes breathe {
        50% {
          box-shadow: inset 0 0 0 1.5px var(--line);
        }
      }
    `,
  ];
  declare steps: readonly Step[];

  constructor() {
    super();
    this.steps = [];
  }

  override render(): TemplateResult | typeof nothing {
    if (this.steps.length === 0) return nothing;
    return html`<ol aria-label="Steps">
      ${this.steps.map(
        ({ phase, durationMs }, index) => html`<li class=${durationMs === null ? 'working' : ''}>
          ${phaseNames[phase]}${ordinal(this.steps, index)}
          <span class="muted">${durationMs === null ? '…' : durationText(durationMs)}</span>
        </li>`,
      )}
    </ol>`;
  }
}

/** Which time it is, where a phase comes again. */
function ordinal(steps: readonly Step[], index: number): string {
  const times = steps.slice(0, index + 1).filter(({ phase }) => phase === steps[index]?.phase).length;
  return times > 1 ? ` ${times}` : '';
}

customElements.define('pc-steps', StepList);
