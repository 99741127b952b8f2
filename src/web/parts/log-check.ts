import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { counted } from '../model/figures.ts';
import { type LogReport, verifyLog } from '../service/api.ts';
import { styles } from '../styles.ts';

/** Has the whole audit log verified and says whether it is intact. */
export class LogCheck extends LitElement {
  static override properties = { report: { state: true }, busy: { state: true }, problem: { state: true } };
  static override styles = styles;
  declare report: LogReport | null;
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
      <div role="status">${this.report === null ? nothing : verdict(this.report)}</div>
    </section>`;
  }

  async #verify(): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      this.report = await verifyLog();
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

function verdict({ intact, records, problems }: LogReport): TemplateResult {
  if (intact) {
    return html`<p class="good"><strong>Intact:</strong> ${counts(records)}complete and unchanged.</p>`;
  }
  return html`<p class="problem">
    <strong>Not intact:</strong> ${counts(records)}${counted(problems, 'problem')}. The operator sees them with
    <code>python-coder audit verify</code>.
  </p>`;
}

function counts(records: number | null): string {
  return records === null ? '' : `${counted(records, 'record')}, `;
}

customElements.define('pc-log-check', LogCheck);
