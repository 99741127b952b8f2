import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { TaskState, TaskView } from '../../contracts/service/task-view.ts';
import { suggestedQuestions } from '../model/description-facts.ts';
import { byteText, durationText, timeText } from '../model/figures.ts';
import type { Progress } from '../model/progress.ts';
import { endOf, stateText } from '../model/wording.ts';
import { cancelTask } from '../service/api.ts';
import { tellTasksChanged } from '../service/task-news.ts';
import { TaskWatch } from '../service/task-watch.ts';
import { styles } from '../styles.ts';
import '../parts/answer-view.ts';
import '../parts/approval-panel.ts';
import '../parts/artifact-list.ts';
import '../parts/question-form.ts';
import '../parts/work-view.ts';

/** One question from its asking to its answer, live as long as it is at work. */
export class TaskPage extends LitElement {
  static override properties = {
    task: {},
    changes: { state: true },
    cancelling: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      .stack {
        gap: 1.5rem;
      }
      .state {
        flex-wrap: nowrap;
        justify-content: space-between;
        padding: 0.7rem 1rem;
        border-radius: var(--radius);
        background: var(--accent-soft);
      }
      .waiting {
        background: var(--warn-soft);
      }
      .failed {
        background: var(--bad-soft);
      }
      .state p {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .follow {
        padding-top: 1.5rem;
        border-top: 1px solid var(--line);
      }
      .meta {
        margin-top: 0.5rem;
        overflow-wrap: anywhere;
      }
      .pre {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare task: string;
  declare changes: number;
  declare cancelling: boolean;
  declare problem: string | null;
  #watch: TaskWatch | null = null;
  #told: TaskState | null = null;

  constructor() {
    super();
    this.task = '';
    this.changes = 0;
    this.cancelling = false;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new TaskWatch(this.task, () => this.#changed());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.stop();
  }

  override render(): TemplateResult | typeof nothing {
    const watch = this.#watch;
    if (watch === null) return nothing;
    if (watch.fault !== null) return this.#missing(watch.fault.message);
    const { view } = watch;
    if (view === null) return html`<h1 tabindex="-1">One moment</h1>${this.#connection(watch)}`;
    return html`<div class="stack">
      <div>
        <h1 tabindex="-1">${view.query === '' ? 'A program' : view.query}</h1>
        ${this.#meta(view)}
      </div>
      ${this.#connection(watch)} ${this.#state(watch, view)}
      ${this.#approval(watch, view)}
      ${view.state === 'ended' ? this.#end(view) : nothing}
      ${
        view.state === 'ended'
          ? html`<pc-artifacts .artifacts=${view.result?.artifacts ?? []}></pc-artifacts>`
          : nothing
      }
      <pc-work .progress=${watch.progress} ?answered=${isAnswered(view)}></pc-work>
      ${view.state === 'ended' ? this.#follow(view, watch.progress) : nothing}
    </div>`;
  }

  #meta({ files, createdAt, follows }: TaskView): TemplateResult {
    const names = files.map(({ name, bytes }) => `${name} (${byteText(bytes)})`).join(', ');
    return html`<p class="muted small meta">
      ${names === '' ? nothing : html`${names} · `}${timeText(createdAt)}${
        follows === null ? nothing : html` · follows <a href=${`#/tasks/${follows}`}>an earlier question</a>`
      }
    </p>`;
  }

  #missing(why: string): TemplateResult {
    return html`<div class="stack">
      <h1 tabindex="-1">This question can’t be shown</h1>
      <p class="problem" role="alert">${why}</p>
      <p><a href="#/">Ask a new one</a></p>
    </div>`;
  }

  #connection({ connection }: TaskWatch): TemplateResult | typeof nothing {
    if (connection !== 'lost') return nothing;
    return html`<p class="note" role="status">The service can’t be reached. Trying again until it answers …</p>`;
  }

  #state({ progress }: TaskWatch, view: TaskView): TemplateResult {
    const isEnded = view.state === 'ended';
    const result = view.result;
    const took = isEnded && result?.timings ? ` in ${durationText(result.timings.totalMs)}` : '';
    return html`<div class="row state ${tone(view)}">
        <p role="status" aria-live="polite"><strong>${stateText(view, progress)}</strong>${took}</p>
        ${
          isEnded
            ? nothing
            : html`<button class="danger" ?disabled=${this.cancelling} @click=${() => this.#cancel()}>
                ${this.cancelling ? 'Cancelling …' : 'Cancel'}
              </button>`
        }
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}`;
  }

  #approval(watch: TaskWatch, view: TaskView): TemplateResult | typeof nothing {
    const waiting = view.state === 'waiting' ? (view.result?.approvalRequest ?? null) : null;
    if (waiting === null) return nothing;
    return html`<pc-approval
      task=${view.id}
      .request=${waiting}
      @decided=${({ detail }: CustomEvent<TaskView>) => watch.take(detail)}
    ></pc-approval>`;
  }

  #end(view: TaskView): TemplateResult {
    const { result } = view;
    if (isAnswered(view) && result !== null)
      return html`<section aria-label="Answer"><pc-answer .result=${result}></pc-answer></section>`;
    const { advice } = endOf(view.problem, result?.status ?? null);
    const detail = view.problem?.detail ?? result?.error ?? null;
    return html`<section class="stack" aria-label="Why there is no answer">
      ${detail === null ? nothing : html`<p class="card pre">${detail}</p>`}
      <p>${advice}</p>
    </section>`;
  }

  #follow(view: TaskView, progress: Progress): TemplateResult {
    const { id, files, result } = view;
    return html`<section class="follow stack" aria-label="Go on">
      <pc-question
        .follows=${isModelAsked(result) ? id : null}
        .files=${isModelAsked(result) ? [] : files.map((file) => ({ id: file.id, name: file.name }))}
        .examples=${isAnswered(view) ? [] : suggestedQuestions(progress.files)}
        label=${files.length > 0 ? 'Ask more about the same files' : 'Ask more'}
      ></pc-question>
      <p class="small">
        <a href=${`#/audit/${id}`}>Record of this answer</a> <span class="muted">· what ran, on what, and how to prove it</span>
      </p>
    </section>`;
  }

  #changed(): void {
    this.changes += 1;
    const view = this.#watch?.view ?? null;
    document.title = view === null ? 'python-coder' : `${view.query.slice(0, 80)} – python-coder`;
    if (view === null || view.state === this.#told) return;
    if (this.#told !== null) tellTasksChanged();
    this.#told = view.state;
  }

  async #cancel(): Promise<void> {
    this.cancelling = true;
    this.problem = null;
    try {
      const view = await cancelTask(this.task);
      this.#watch?.take(view);
    } catch (error) {
      this.problem = (error as Error).message;
      this.cancelling = false;
    }
  }
}

function isAnswered({ state, problem, result }: TaskView): boolean {
  return state === 'ended' && problem === null && result?.success === true;
}

function tone(view: TaskView): 'waiting' | 'failed' | '' {
  if (view.state === 'waiting') return 'waiting';
  return view.state !== 'ended' || isAnswered(view) ? '' : 'failed';
}

/** Only a model reads what was asked before; a built-in program reads the question alone, and gets the files alone. */
function isModelAsked(result: TaskView['result']): boolean {
  return result?.generator.kind === 'model';
}

customElements.define('pc-task-page', TaskPage);
