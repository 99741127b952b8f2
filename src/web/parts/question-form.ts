import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type ApprovalMode, approvalModes } from '../../contracts/policies.ts';
import type { FileReference } from '../../contracts/service/stored-file.ts';
import { createTask } from '../service/api.ts';
import { tellTasksChanged } from '../service/task-news.ts';
import { styles } from '../styles.ts';

const approvalWords: Record<ApprovalMode | '', string> = {
  '': 'as the service is set up',
  never: 'without asking me',
  'when-risky': 'ask me if it is risky',
  always: 'always ask me first',
};

/** A question with how its program is run; sending it opens the page of its task. */
export class QuestionForm extends LitElement {
  static override properties = {
    files: { attribute: false },
    examples: { attribute: false },
    follows: {},
    pending: { type: Boolean },
    label: {},
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      label {
        display: block;
        margin-bottom: 0.35rem;
        font-weight: 600;
      }
      textarea {
        display: block;
        min-height: 4.6rem;
        field-sizing: content;
        max-height: 20rem;
        resize: vertical;
        font: 1.125rem/1.5 var(--serif);
      }
      .send {
        justify-content: space-between;
      }
      .send label {
        margin: 0;
        color: var(--muted);
        font-weight: 400;
      }
      select {
        min-height: 2.25rem;
        padding: 0.2rem 0.5rem;
        font-size: 0.875rem;
      }
      .primary {
        min-width: 6rem;
        justify-content: center;
        min-height: 2.5rem;
        font-size: 1rem;
      }
      @media (max-width: 32rem) {
        .primary {
          width: 100%;
        }
      }
      .examples button {
        border-color: var(--line);
        text-align: left;
        border-radius: 1.2rem;
      }
    `,
  ];
  declare files: readonly FileReference[];
  declare examples: readonly string[];
  declare follows: string | null;
  /** True while files are on their way. */
  declare pending: boolean;
  declare label: string;
  declare busy: boolean;
  declare problem: string | null;

  constructor() {
    super();
    this.files = [];
    this.examples = [];
    this.follows = null;
    this.pending = false;
    this.label = 'Your question';
    this.busy = false;
    this.problem = null;
  }

  override render(): TemplateResult {
    const waits = this.pending || this.busy;
    return html`<form class="stack" @submit=${this.#submit}>
      <div>
        <label for="question">${this.label}</label>
        <textarea
          id="question"
          rows="2"
          maxlength="100000"
          placeholder="What would you like to know?"
          aria-describedby="hint"
          @keydown=${this.#key}
        ></textarea>
        <p id="hint" class="visually-hidden">Enter sends the question, Shift and Enter begin a new line.</p>
      </div>
      ${this.examples.length === 0 ? nothing : this.#examples()}
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="row send">
        <div class="row small">
          <label for="approval">Run the program</label>
          <select id="approval">
            ${(['', ...approvalModes] as const).map((mode) => html`<option value=${mode}>${approvalWords[mode]}</option>`)}
          </select>
        </div>
        <button class="primary" ?disabled=${waits}>${this.pending ? 'Uploading …' : this.busy ? 'Sending …' : 'Ask'}</button>
      </div>
    </form>`;
  }

  #examples(): TemplateResult {
    return html`<div class="row examples" role="group" aria-label="Examples">
      ${this.examples.map(
        (example) => html`<button type="button" @click=${() => this.#fill(example)}>${example}</button>`,
      )}
    </div>`;
  }

  get #question(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  }

  #fill(example: string): void {
    this.#question.value = example;
    this.#question.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const query = this.#question.value.trim();
    if (query === '' || this.pending || this.busy) {
      if (query === '') this.problem = 'Write a question first.';
      this.#question.focus();
      return;
    }
    const mode = (this.renderRoot.querySelector('select') as HTMLSelectElement).value as ApprovalMode | '';
    this.busy = true;
    this.problem = null;
    try {
      const task = await createTask({
        query,
        background: true,
        ...(this.files.length > 0 && { files: [...this.files] }),
        ...(this.follows !== null && { follows: this.follows }),
        ...(mode !== '' && { approval: mode }),
      });
      tellTasksChanged();
      location.hash = `#/tasks/${task.id}`;
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('pc-question', QuestionForm);
