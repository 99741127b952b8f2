import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AuditReport } from '../../contracts/audit.ts';
import { counted } from '../model/figures.ts';
import { verifyAudit } from '../service/api.ts';
import { styles } from '../styles.ts';

/** Has the whole audit log verified and says what is wrong with it. */
export class LogCheck extends LitElement {
  static override properties = { report: { state: true }, busy: { state: true }, problem: { state: true } };
  static override styles = [
    styles,
    css`
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare report: AuditReport | null;
  declare busy: boolean;
  declare problem: string | null;

  constructor() {
    super();
    this.report = null;
    this.busy = false;
    this.problem = null;
  }

  override render(): TemplateResult {
    return html`<section class="stack" aria-label="Verify the log">
      <div>
        <button @click=${() => this.#verify()} ?disabled=${this.busy}>
          ${this.busy ? 'Verifying …' : 'Verify the whole log'}
        </button>
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${this.report === null ? nothing : this.#report(this.report)}
    </section>`;
  }

  #report({ intact, records, texts, last, problems, omittedProblems, notes }: AuditReport): TemplateResult {
    const size = `${counted(records, 'record')}, ${counted(texts, 'text')}`;
    return html`<div class="card stack">
      <p role="status" class=${intact ? '' : 'problem'}>
        <strong>${intact ? 'Intact' : 'Not intact'}:</strong> ${size}${intact ? ', complete and unchanged.' : '.'}
      </p>
      ${
        problems.length === 0
          ? nothing
          : html`<ul class="small">
              ${problems.map(({ file, line, message }) => html`<li>${file}${line === null ? '' : `:${line}`}: ${message}</li>`)}
              ${omittedProblems > 0 ? html`<li>and ${omittedProblems} more</li>` : nothing}
            </ul>`
      }
      ${notes.map((note) => html`<p class="small">${note}</p>`)}
      ${
        last === null
          ? nothing
          : html`<p class="small muted">
              Kept elsewhere, this proves that nothing was rewritten: <code>record ${last.seq}, ${last.sha256}</code>
            </p>`
      }
    </div>`;
  }

  async #verify(): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      this.report = await verifyAudit();
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('pc-log-check', LogCheck);
