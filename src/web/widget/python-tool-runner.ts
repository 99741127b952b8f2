import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PythonToolRun } from '../../contracts/python-tool-widget.ts';
import { durationText } from '../model/figures.ts';
import { styles } from '../styles.ts';
import { readToolResult, type ShownResult } from './read-tool-result.ts';
import { type OutputChunk, shownChars, shownChunk, wholeOutput, withChunk } from './run-output.ts';
import { runnerStyles } from './runner-styles.ts';
import { shownText } from './shown-text.ts';

type Run = (code: string, options: PythonToolRun) => Promise<unknown>;

/** A place to write code, to run and cancel it, and what comes of it while it comes. */
export class PythonToolRunner extends LitElement {
  static override properties = {
    run: { attribute: false },
    disabled: { type: Boolean },
    output: { state: true },
    ended: { state: true },
    running: { state: true },
  };
  static override styles = [styles, runnerStyles];
  declare run: Run;
  declare disabled: boolean;
  declare output: readonly OutputChunk[];
  declare ended: ShownResult | null;
  declare running: AbortController | null;

  constructor() {
    super();
    this.run = async () => null;
    this.disabled = false;
    this.output = [];
    this.ended = null;
    this.running = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  override render(): TemplateResult {
    const isRunning = this.running !== null;
    return html`<form class="stack" @submit=${this.#submit}>
        <div>
          <label for="code">Python code</label>
          <textarea
            id="code"
            rows="5"
            maxlength="100000"
            spellcheck="false"
            autocapitalize="none"
            autocomplete="off"
            placeholder="print(sum(range(10)))"
            aria-describedby="hint"
            @keydown=${this.#key}
          ></textarea>
        </div>
        <div class="row">
          <button class="primary" ?disabled=${isRunning || this.disabled}>${isRunning ? 'Running …' : 'Run'}</button>
          <button type="button" ?disabled=${!isRunning} @click=${() => this.running?.abort()}>Cancel</button>
          <span id="hint" class="muted small">Ctrl or Cmd and Enter runs it</span>
        </div>
      </form>
      <p class="visually-hidden" role="status">${this.#news()}</p>
      ${this.#outcome()}`;
  }

  #news(): string {
    if (this.running !== null) return 'Running';
    if (this.ended === null) return '';
    return this.ended.success ? 'Finished' : 'Failed';
  }

  #outcome(): TemplateResult | typeof nothing {
    const { output, ended } = this;
    if (output.length === 0 && ended === null) return nothing;
    return html`<section class="stack outcome" aria-label="Outcome">
      ${output.length === 0 ? nothing : this.#printed(output)}
      ${ended === null ? nothing : ended.success ? finished(ended) : failed(ended)}
    </section>`;
  }

  #printed(output: readonly OutputChunk[]): TemplateResult {
    return html`<div>
      <h3 id="printed">Printed</h3>
      <pre class="scroll" role="region" tabindex="0" aria-labelledby="printed">${output.map(chunk)}</pre>
    </div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.renderRoot.querySelector('form')?.requestSubmit();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const field = this.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
    if (field.value.trim() === '' || this.running !== null || this.disabled) return field.focus();
    const running = new AbortController();
    this.running = running;
    this.output = [];
    this.ended = null;
    this.ended = await this.#end(field.value, running.signal);
    this.running = null;
    if (this.output.length === 0) this.output = wholeOutput(this.ended.stdout, this.ended.stderr);
  };

  async #end(code: string, signal: AbortSignal): Promise<ShownResult> {
    try {
      const onOutput = (printed: OutputChunk) => {
        this.output = withChunk(this.output, printed);
      };
      return readToolResult(await this.run(code, { signal, onOutput }));
    } catch (error) {
      return readToolResult({ success: false, error: signal.aborted ? 'Cancelled.' : String(error) });
    }
  }
}

/** What goes to stderr is told apart by a line and a spoken word, not by colour alone. */
function chunk(printed: OutputChunk): TemplateResult {
  if (printed.stream === 'stdout') return html`<span>${shownChunk(printed)}</span>`;
  return html`<span class="stderr"><span class="visually-hidden">stderr: </span>${shownChunk(printed)}</span>`;
}

function finished({ result, executionMs }: ShownResult): TemplateResult {
  const took = executionMs === null ? '' : ` in ${durationText(executionMs)}`;
  return html`${
    result === null
      ? nothing
      : html`<div>
            <h3 id="result">Result</h3>
            <pre class="scroll" role="region" tabindex="0" aria-labelledby="result">${shownText(result, shownChars)}</pre>
          </div>`
  }
    <p class="muted small">Finished${took}.</p>`;
}

function failed({ error, advice }: ShownResult): TemplateResult {
  return html`<div class="problem small" role="alert">
    <strong>It failed.</strong>
    <pre>${shownText(error)}</pre>
    ${advice === '' ? nothing : html`<p>${shownText(advice)}</p>`}
  </div>`;
}

if (customElements.get('python-tool-runner') === undefined)
  customElements.define('python-tool-runner', PythonToolRunner);
