import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PyodideRuntime, PyodideState } from '../../contracts/pyodide.ts';
import type {
  PythonToolModule,
  PythonToolRun,
  PythonToolStats,
  PythonToolWidgetFields,
  PythonToolWidgetStatus,
} from '../../contracts/python-tool-widget.ts';
import { styles } from '../styles.ts';
import { palette } from './palette.ts';
import { runtimeWords } from './runtime-words.ts';
import { shownText } from './shown-text.ts';
import { statsGrid } from './stats-grid.ts';
import { noStats, widgetStatus } from './widget-status.ts';
import { widgetStyles } from './widget-styles.ts';
import './python-tool-packages.ts';
import './python-tool-runner.ts';

const defaultIntervalMs = 2_000;
const shortestIntervalMs = 100;

/** Python in this page for eyes and hands: how it does, which packages it has, and a place to run code. */
export class PythonToolWidget extends LitElement implements PythonToolWidgetFields {
  static override properties = {
    moduleApi: { attribute: false },
    runtime: { attribute: false },
    updateInterval: { type: Number },
    theme: { reflect: true },
    stats: { state: true },
    state: { state: true },
    now: { state: true },
  };
  static override styles = [styles, palette, widgetStyles];
  declare moduleApi: PythonToolModule | null;
  declare runtime: PyodideRuntime | null;
  declare updateInterval: number;
  declare theme: 'light' | 'dark' | null;
  declare stats: PythonToolStats;
  declare state: PyodideState | null;
  declare now: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #forget: (() => void)[] = [];

  constructor() {
    super();
    this.moduleApi = null;
    this.runtime = null;
    this.updateInterval = defaultIntervalMs;
    this.theme = null;
    this.stats = noStats;
    this.state = null;
    this.now = Date.now();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!['moduleApi', 'runtime', 'updateInterval'].some((name) => changed.has(name))) return;
    if (this.isConnected) this.#watch();
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('stats') && !changed.has('state')) return;
    this.dispatchEvent(new CustomEvent('python-tool-status', { detail: this.getStatus(), bubbles: true }));
  }

  getStatus(): PythonToolWidgetStatus {
    return widgetStatus(this.moduleApi?.getStats() ?? noStats, this.#runtime?.isReady() ?? false);
  }

  override render(): TemplateResult {
    return html`<section class="card stack" aria-label="Python in this page">
      ${this.#header()} ${statsGrid(this.stats, this.now)}
      <python-tool-runner .run=${this.#run} ?disabled=${this.moduleApi === null}></python-tool-runner>
      <python-tool-packages
        .packages=${this.state?.packages ?? []}
        .install=${this.#install}
        ?disabled=${this.moduleApi === null}
      ></python-tool-packages>
      ${this.#tools()}
    </section>`;
  }

  get #runtime(): PyodideRuntime | null {
    return this.runtime ?? resolvedRuntime();
  }

  #header(): TemplateResult {
    const { text, tone, action } = runtimeWords[this.state?.status ?? 'cold'];
    const versions = this.state?.versions ?? null;
    const problem = this.state?.problem ?? null;
    return html`<header class="row">
        <h2>Python</h2>
        <span class="state state-${tone}" role="status"><span class="dot" aria-hidden="true"></span>${text}</span>
        ${
          versions === null
            ? nothing
            : html`<span class="muted small">Python ${versions.python}, Pyodide ${versions.pyodide}</span>`
        }
        ${
          action === null || this.#runtime === null
            ? nothing
            : html`<button class="start" @click=${this.#start}>${action}</button>`
        }
      </header>
      ${problem === null ? nothing : html`<p class="problem" role="alert">${shownText(problem)}</p>`}`;
  }

  #tools(): TemplateResult {
    const tools = this.moduleApi?.getToolDeclarations() ?? [];
    return html`<section aria-labelledby="tools">
      <h3 id="tools">Tools</h3>
      ${tools.length === 0 ? html`<p class="muted small">No tools yet.</p>` : nothing}
      <ul class="tools">
        ${tools.map(
          ({ name, description }) =>
            html`<li><code>${shownText(name)}</code> <span class="muted small">${shownText(description)}</span></li>`,
        )}
      </ul>
    </section>`;
  }

  readonly #run = (code: string, options: PythonToolRun): Promise<unknown> =>
    this.#call('execute_python', { code }, options);

  readonly #install = (requirement: string): Promise<unknown> =>
    this.#call('install_python_package', { package: requirement }, {});

  async #call(name: string, args: object, options: PythonToolRun): Promise<unknown> {
    try {
      return await this.moduleApi?.executeTool(name, args, options);
    } finally {
      this.#look();
    }
  }

  /** What keeps it from starting is in its state, which is shown. */
  readonly #start = (): void => {
    void this.#runtime?.init().catch(() => this.#look());
  };

  #watch(): void {
    this.#leave();
    const look = () => this.#look();
    const runtime = this.#runtime;
    if (runtime !== null) this.#forget = [runtime.on('state', look), runtime.on('execution', look)];
    this.#timer = setInterval(look, Math.max(this.updateInterval || defaultIntervalMs, shortestIntervalMs));
    look();
  }

  #leave(): void {
    clearInterval(this.#timer);
    for (const forget of this.#forget.splice(0)) forget();
  }

  #look(): void {
    this.stats = this.moduleApi?.getStats() ?? noStats;
    this.state = this.#runtime?.getState() ?? null;
    this.now = Date.now();
  }
}

interface Container {
  resolve?(name: string): unknown;
}

/** For pages whose parts find each other through a container of that name. */
function resolvedRuntime(): PyodideRuntime | null {
  const container = (globalThis as { DIContainer?: Container }).DIContainer;
  return (container?.resolve?.('PyodideRuntime') ?? null) as PyodideRuntime | null;
}

if (customElements.get('python-tool-widget') === undefined)
  customElements.define('python-tool-widget', PythonToolWidget);
