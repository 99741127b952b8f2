import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Progress, startOfProgress } from '../model/progress.ts';
import { styles } from '../styles.ts';
import './description-view.ts';
import './round-list.ts';
import './step-list.ts';

/** How an answer comes about: steps, program, what it prints, what is known of the files. Folded once there is an answer above it. */
export class WorkView extends LitElement {
  static override properties = { progress: { attribute: false }, answered: { type: Boolean } };
  static override styles = [
    styles,
    css`
      details > .stack {
        margin-top: 1rem;
        gap: 1.25rem;
      }
      .printed {
        max-height: 20rem;
        padding: 0.75rem 1rem;
      }
      .files details {
        margin-bottom: 0.75rem;
      }
    `,
  ];
  declare progress: Progress;
  declare answered: boolean;

  constructor() {
    super();
    this.progress = startOfProgress;
    this.answered = false;
  }

  override render(): TemplateResult {
    const { warnings } = this.progress;
    return html`<div class="stack">
      ${warnings.map((warning) => html`<p class="note small">${warning}</p>`)}
      ${this.answered ? html`<details><summary>How it was done</summary>${this.#work()}</details>` : this.#work()}
    </div>`;
  }

  #work(): TemplateResult {
    const { steps, rounds, request, stdout, stderr, files } = this.progress;
    return html`<div class="stack">
      <pc-steps .steps=${steps}></pc-steps>
      ${request !== null && rounds.length < 2 ? nothing : html`<pc-rounds .rounds=${rounds}></pc-rounds>`}
      ${printed('What it printed', stdout)} ${printed('What it complained of', stderr)}
      ${
        files.length === 0
          ? nothing
          : html`<div class="files">
              ${files.map(
                (file) => html`<details>
                  <summary>${file.name}</summary>
                  <pc-description .description=${file}></pc-description>
                </details>`,
              )}
            </div>`
      }
    </div>`;
  }
}

function printed(title: string, text: string): TemplateResult | typeof nothing {
  if (text === '') return nothing;
  return html`<section class="stack" aria-label=${title}>
    <h2>${title}</h2>
    <div class="scroll printed" role="region" tabindex="0" aria-label=${title}><pre>${text}</pre></div>
  </section>`;
}

customElements.define('pc-work', WorkView);
