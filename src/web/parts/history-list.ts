import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { TaskSummary } from '../../contracts/service/task-view.ts';
import { timeText } from '../model/figures.ts';
import { listTasks } from '../service/api.ts';
import { onTasksChanged } from '../service/task-news.ts';
import { styles } from '../styles.ts';

const pauseOfTypingMs = 200;
const pageLength = 30;
const longestPage = 200;

/** Earlier questions, the newest first, with search and more on demand. */
export class HistoryList extends LitElement {
  static override properties = {
    current: {},
    heading: {},
    tasks: { state: true },
    next: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      ul {
        padding: 0;
        list-style: none;
      }
      a {
        display: block;
        padding: 0.5rem 0.7rem;
        border-radius: 0.4rem;
        color: var(--ink);
        text-decoration: none;
      }
      a:hover {
        background: var(--sunken);
      }
      a[aria-current] {
        background: var(--accent-soft);
      }
      .query {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
      }
      input {
        padding: 0.4rem 0.7rem;
        font-size: 0.9375rem;
      }
      .stack {
        gap: 0.6rem;
      }
    `,
  ];
  declare current: string | null;
  declare heading: string;
  declare tasks: TaskSummary[] | null;
  declare next: string | null;
  declare problem: string | null;
  #words = '';
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #gone = new AbortController();

  constructor() {
    super();
    this.current = null;
    this.heading = 'Earlier questions';
    this.tasks = null;
    this.next = null;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gone = new AbortController();
    onTasksChanged(() => void this.#load(null), this.#gone.signal);
    void this.#load(null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gone.abort();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    return html`<div class="stack">
      ${this.heading === '' ? nothing : html`<h2>${this.heading}</h2>`}
      <input type="search" placeholder="Search" aria-label="Search earlier questions" @input=${this.#search} />
      ${this.problem === null ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      ${this.tasks === null ? nothing : this.#list(this.tasks)}
      ${this.next === null ? nothing : html`<div><button @click=${() => this.#load(this.next)}>Show older ones</button></div>`}
    </div>`;
  }

  #list(tasks: TaskSummary[]): TemplateResult {
    if (tasks.length === 0) {
      const words = this.#words === '' ? 'What you ask is listed here.' : 'No question has these words.';
      return html`<p class="muted small" role="status">${words}</p>`;
    }
    return html`<ul>
      ${tasks.map(
        (task) => html`<li>
          <a href=${`#/tasks/${task.id}`} aria-current=${task.id === this.current ? 'page' : nothing}>
            <span class="query">${task.query === '' ? 'A program' : task.query}</span>
            <span class="muted small">${endText(task)}${timeText(task.createdAt)}</span>
          </a>
        </li>`,
      )}
    </ul>`;
  }

  #search(event: Event): void {
    this.#words = (event.target as HTMLInputElement).value.trim();
    this.tasks = this.tasks?.slice(0, pageLength) ?? null;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#load(null), pauseOfTypingMs);
  }

  /** The newest ones, or those before the one named `before`; an answer that comes too late is dropped. */
  async #load(before: string | null): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const shown = before === null ? (this.tasks?.length ?? 0) : 0; // a fresh look shows as many as there were
    const limit = Math.min(Math.max(pageLength, shown), longestPage);
    try {
      const { tasks, next } = await listTasks({ words: this.#words, before, limit });
      if (asked !== this.#asked) return;
      this.tasks = before === null ? tasks : [...(this.tasks ?? []), ...tasks];
      this.next = next;
      this.problem = null;
    } catch (error) {
      if (asked === this.#asked) this.problem = (error as Error).message;
    }
  }
}

const shortEnds: Record<string, string> = { cancelled: 'Cancelled', denied: 'Rejected', expired: 'Expired' };

function endText({ state, status, problem }: TaskSummary): string {
  if (state === 'waiting') return 'Waits for you · ';
  if (state !== 'ended') return 'At work · ';
  return problem === null && status === 'succeeded'
    ? ''
    : `${shortEnds[problem?.code ?? status ?? ''] ?? 'No answer'} · `;
}

customElements.define('pc-history', HistoryList);
