import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ServedResult } from '../../contracts/service/task-view.ts';
import { answerOf } from '../model/answer.ts';
import { figure } from '../model/figures.ts';
import { styles } from '../styles.ts';
import './data-table.ts';

const maxCharacters = 20_000;

/** The answer as one figure, a table or text, and what the program understood. */
export class AnswerView extends LitElement {
  static override properties = { result: { attribute: false }, all: { state: true } };
  static override styles = [
    styles,
    css`
      .value {
        font: 400 clamp(2.4rem, 1.6rem + 4vw, 4rem)/1.1 var(--serif);
        letter-spacing: -0.02em;
        overflow-wrap: anywhere;
        font-variant-numeric: lining-nums;
      }
      .text {
        font: 1.0625rem/1.6 var(--sans);
      }
      .text.code {
        font: 0.875rem/1.6 var(--mono);
      }
      .understood {
        margin-top: 0.5rem;
      }
    `,
  ];
  declare result: ServedResult | null;
  declare all: boolean;

  constructor() {
    super();
    this.result = null;
    this.all = false;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.result === null) return nothing;
    const understood = this.result.generator?.understood;
    return html`${this.#answer(this.result)}
    ${understood ? html`<p class="muted small understood">Understood as: ${understood}</p>` : nothing}`;
  }

  #answer(result: ServedResult): TemplateResult {
    const answer = answerOf(result);
    if (answer.kind === 'number') {
      const exact = String(answer.value);
      const shown = figure(answer.value);
      return html`<p class="value">${shown}</p>
        ${shown.replaceAll(',', '') === exact ? nothing : html`<p class="muted small">exactly ${exact}</p>`}`;
    }
    if (answer.kind === 'table') {
      return html`<pc-table .table=${answer.table} label="Answer" name="answer.csv"></pc-table>`;
    }
    if (answer.kind === 'none') return html`<p class="muted">The program printed nothing.</p>`;
    return this.#text(answer.text);
  }

  #text(text: string): TemplateResult {
    const isCut = text.length > maxCharacters && !this.all;
    const isLaidOut = /\n|\s{2,}/.test(text);
    return html`<pre class="text ${isLaidOut ? 'code' : ''}">${isCut ? text.slice(0, maxCharacters) : text}</pre>
      ${isCut ? html`<button @click=${() => this.#showAll()}>Show all of it</button>` : nothing}`;
  }

  #showAll(): void {
    this.all = true;
  }
}

customElements.define('pc-answer', AnswerView);
