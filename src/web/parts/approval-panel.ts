import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ApprovalRequest } from '../../contracts/approval.ts';
import type { DecisionRequest } from '../../contracts/service/task-request.ts';
import type { TaskView } from '../../contracts/service/task-view.ts';
import { timeText } from '../model/figures.ts';
import { decide } from '../service/api.ts';
import { styles } from '../styles.ts';
import './code-view.ts';

/** A program that waits for a person. Fires `decided` with what the service answered. */
export class ApprovalPanel extends LitElement {
  static override properties = {
    task: {},
    request: { attribute: false },
    mode: { state: true },
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      .card {
        border-color: var(--warn);
        border-width: 1.5px;
      }
      ul {
        padding-left: 1.2rem;
      }
      textarea {
        min-height: 16rem;
        resize: vertical;
        font: 0.8125rem/1.55 var(--mono);
      }
      label {
        font-weight: 600;
      }
    `,
  ];
  declare task: string;
  declare request: ApprovalRequest | null;
  declare mode: 'look' | 'edit' | 'reject';
  declare busy: boolean;
  declare problem: string | null;

  constructor() {
    super();
    this.task = '';
    this.request = null;
    this.mode = 'look';
    this.busy = false;
    this.problem = null;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('h2')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { request } = this;
    if (request === null) return nothing;
    return html`<section class="card stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">May this program run?</h2>
      <p class="small muted">
        Exactly this text runs if you approve it: ${
          request.files.length === 0
            ? 'without files'
            : html`with
        ${request.files.map(({ name }) => name).join(', ')}`
        }, for ${request.limits.timeoutSeconds} s at most, without
        network. Decide by ${timeText(request.expiresAt)}.
      </p>
      ${
        request.risks.length === 0
          ? nothing
          : html`<div class="note small">
              <strong>Worth a look</strong>
              <ul>
                ${request.risks.map(({ detail, line }) => html`<li>${detail}${line === undefined ? '' : ` (line ${line})`}</li>`)}
              </ul>
            </div>`
      }
      ${this.mode === 'edit' ? this.#editor(request) : html`<pc-code .code=${request.code} .issues=${request.findings} label="Program to decide on"></pc-code>`}
      ${this.mode === 'reject' ? this.#reason() : nothing}
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="row">${this.#buttons()}</div>
    </section>`;
  }

  #editor({ code }: ApprovalRequest): TemplateResult {
    return html`<div>
      <label for="code">Edit the program; it is checked, and you are asked again</label>
      <textarea id="code" spellcheck="false" autocapitalize="off" .value=${code}></textarea>
    </div>`;
  }

  #reason(): TemplateResult {
    return html`<div>
      <label for="reason">Why not? (may stay empty)</label>
      <input id="reason" maxlength="2000" />
    </div>`;
  }

  #buttons(): TemplateResult {
    if (this.mode === 'look') {
      return html`<button class="primary" ?disabled=${this.busy} @click=${() => this.#send({ action: 'approve' })}>
          Approve and run
        </button>
        <button ?disabled=${this.busy} @click=${() => this.#turn('edit')}>Edit</button>
        <button class="danger" ?disabled=${this.busy} @click=${() => this.#turn('reject')}>Reject</button>`;
    }
    const isEdit = this.mode === 'edit';
    return html`<button class=${isEdit ? 'primary' : 'danger'} ?disabled=${this.busy} @click=${() => this.#finish()}>
        ${isEdit ? 'Check my version' : 'Reject the program'}
      </button>
      <button ?disabled=${this.busy} @click=${() => this.#turn('look')}>Back</button>`;
  }

  async #turn(mode: 'look' | 'edit' | 'reject'): Promise<void> {
    this.mode = mode;
    await this.updateComplete;
    const target = mode === 'look' ? 'h2' : 'textarea, input';
    this.renderRoot.querySelector<HTMLElement>(target)?.focus();
  }

  #finish(): Promise<void> {
    if (this.mode === 'edit') {
      const code = (this.renderRoot.querySelector('textarea') as HTMLTextAreaElement).value;
      return this.#send({ action: 'edit', code });
    }
    const reason = (this.renderRoot.querySelector('input') as HTMLInputElement).value.trim();
    return this.#send({ action: 'reject', ...(reason !== '' && { reason }) });
  }

  /** A decision to run something is about what was shown; where another program waits by now, the service refuses it. */
  async #send(decision: DecisionRequest): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      const seen = decision.action === 'reject' ? {} : { codeSha256: this.request?.codeSha256 };
      const view = await decide(this.task, { ...decision, ...seen } as DecisionRequest);
      this.mode = 'look';
      this.dispatchEvent(new CustomEvent<TaskView>('decided', { detail: view }));
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('pc-approval', ApprovalPanel);
