import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AuditReplay } from '../../contracts/audit.ts';
import type { AuditRecord, AuditText } from '../../contracts/audit-record.ts';
import { byteText, counted, durationText, timeText } from '../model/figures.ts';
import { getRecord, replayTask, type ServedEntry } from '../service/api.ts';
import { styles } from '../styles.ts';
import '../parts/code-view.ts';
import '../parts/log-check.ts';
import '../parts/replay-view.ts';

/** What the audit log keeps of one answer, whether that is intact, and the same program run once more. */
export class AuditPage extends LitElement {
  static override properties = {
    task: {},
    entry: { state: true },
    replay: { state: true },
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      .stack {
        gap: 1.5rem;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr);
        gap: 0.5rem 1.25rem;
      }
      dt {
        color: var(--muted);
      }
      dd {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      dd code {
        color: var(--muted);
      }
      @media (max-width: 32rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.1rem;
        }
        dd {
          margin-bottom: 0.6rem;
        }
      }
    `,
  ];
  declare task: string;
  declare entry: ServedEntry | null;
  declare replay: AuditReplay | null;
  declare busy: boolean;
  declare problem: string | null;

  constructor() {
    super();
    this.task = '';
    this.entry = null;
    this.replay = null;
    this.busy = false;
    this.problem = null;
  }

  override async firstUpdated(): Promise<void> {
    try {
      this.entry = await getRecord(this.task);
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  override render(): TemplateResult {
    return html`<div class="stack">
      <div>
        <h1 tabindex="-1">Record of an answer</h1>
        <p><a href=${`#/tasks/${this.task}`}>Back to the question</a></p>
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${this.entry === null ? nothing : this.#entry(this.entry)}
    </div>`;
  }

  #entry({ record, seq, intact, texts }: ServedEntry): TemplateResult {
    const text = ({ sha256, start }: AuditText) => texts[sha256] ?? start;
    const last = record.rounds.at(-1);
    return html`<p class=${intact ? 'good' : 'problem'} role="status">
        Record ${seq}: ${intact ? 'every text matches its hash.' : 'the line or one of its texts was changed.'}
      </p>
      ${this.#facts(record, text)}
      <pc-log-check></pc-log-check>
      <section class="stack" aria-label="Run it again">
        <div>
          <button @click=${() => this.#again()} ?disabled=${this.busy || last === undefined}>
            ${this.busy ? 'Running …' : 'Run it again and compare'}
          </button>
        </div>
        ${this.replay === null ? nothing : html`<pc-replay .replay=${this.replay}></pc-replay>`}
      </section>
      ${last === undefined ? nothing : html`<pc-code .code=${text(last.code)} label="Program of the record"></pc-code>`}`;
  }

  #facts(record: AuditRecord, text: (text: AuditText) => string): TemplateResult {
    const { run, python, limits } = record;
    return html`<dl>
      <dt>Question</dt>
      <dd>${text(record.query)}</dd>
      <dt>Asked</dt>
      <dd>${timeText(record.startedAt)}, took ${durationText(record.timings.totalMs ?? 0)}</dd>
      <dt>Ended</dt>
      <dd>${record.status}${record.error === null ? nothing : html`: ${text(record.error)}`}</dd>
      <dt>Written by</dt>
      <dd>
        ${record.generator.kind} ${record.generator.name}${record.generator.understood === null ? '' : `: ${record.generator.understood}`}
      </dd>
      <dt>Checked</dt>
      <dd>
        ${counted(record.rounds.length, 'version')}${record.rounds.map(({ action }) => `, ${action}`)};
        ${counted(record.findings.count, 'finding')} left
      </dd>
      ${record.approvals.map(
        ({ outcome, approver, decidedAt, reason }) => html`<dt>Approval</dt>
          <dd>${outcome} ${timeText(decidedAt)}${approver === null ? '' : ` by ${approver}`}${reason === null ? '' : `: ${reason}`}</dd>`,
      )}
      <dt>Files</dt>
      <dd>${record.files.items.length === 0 ? 'none' : record.files.items.map(fileLine)}</dd>
      <dt>Wrote</dt>
      <dd>${record.artifacts.items.length === 0 ? 'no files' : record.artifacts.items.map(fileLine)}</dd>
      <dt>Ran</dt>
      <dd>
        ${run === null ? 'nothing' : `${run.status} after ${durationText(run.wallMs)}, isolation tier ${run.isolation.tier}`}
      </dd>
      <dt>Limits</dt>
      <dd>${limits.timeoutSeconds} s, ${limits.memoryMiB} MiB memory, ${limits.outputMiB} MiB output, ${limits.diskMiB} MiB disk</dd>
      <dt>Python</dt>
      <dd>${python === null ? 'none' : python.version}</dd>
      <dt>Printed</dt>
      <dd>${byteText(record.output.bytes)}<br /><code>sha256 ${record.output.sha256}</code></dd>
      <dt>Id</dt>
      <dd><code>${record.auditId}</code></dd>
    </dl>`;
  }

  async #again(): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      this.replay = await replayTask(this.task);
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

function fileLine({ name, bytes, sha256 }: { name: string; bytes: number; sha256: string }): TemplateResult {
  return html`<div>${name}, ${byteText(bytes)}<br /><code>sha256 ${sha256}</code></div>`;
}

customElements.define('pc-audit-page', AuditPage);
