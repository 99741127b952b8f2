import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { suggestedQuestions } from '../model/description-facts.ts';
import { sampleFile, sampleQuestions } from '../model/sample.ts';
import { FilePicker } from '../parts/file-picker.ts';
import '../parts/question-form.ts';
import { styles } from '../styles.ts';

/** The front page: files and a question. */
export class AskPage extends LitElement {
  static override properties = { picker: { state: true }, changes: { state: true } };
  static override styles = [
    styles,
    css`
      .stack {
        gap: 1.5rem;
      }
      .lead {
        margin-top: 0.6rem;
        max-width: 36rem;
        color: var(--muted);
      }
    `,
  ];
  declare picker: FilePicker | null;
  declare changes: number;

  constructor() {
    super();
    this.picker = null;
    this.changes = 0;
  }

  override render(): TemplateResult {
    const files = this.picker?.files ?? [];
    const pending = files.some(({ state }) => state === 'uploading' || state === 'looking');
    return html`<div class="stack">
      <div>
        <h1 tabindex="-1">Ask your files</h1>
        <p class="lead">
          A question becomes a small Python program. It is checked, then runs on its own without network, and you see all
          of it.
        </p>
      </div>
      <pc-file-picker @change=${this.#changed}>
        ${files.length > 0 ? nothing : html`<button class="plain" @click=${() => this.#sample()}>or try a sample</button>`}
      </pc-file-picker>
      <pc-question
        .files=${this.picker?.references ?? []}
        .examples=${this.#examples()}
        ?pending=${pending}
      ></pc-question>
    </div>`;
  }

  #changed(event: Event): void {
    this.picker = event.target as FilePicker;
    this.changes += 1;
  }

  #examples(): string[] {
    const files = this.picker?.files ?? [];
    if (files.length === 0 || files.every(({ name }) => name === 'salaries.csv')) return sampleQuestions;
    return suggestedQuestions(
      files.flatMap(({ description }) => (description === null ? [] : [description])),
    );
  }

  #sample(): void {
    const picker = this.renderRoot.querySelector('pc-file-picker');
    if (picker instanceof FilePicker) picker.add([sampleFile()]);
  }
}

customElements.define('pc-ask-page', AskPage);
