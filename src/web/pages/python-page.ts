import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PyodideRuntime } from '../../contracts/pyodide.ts';
import type { PythonToolModule, PythonToolWidgetFields } from '../../contracts/python-tool-widget.ts';
import { serviceUrl } from '../service/api.ts';
import { styles } from '../styles.ts';

/** What the widget's module gives; the service hands it out only where Pyodide is installed. */
interface WidgetModule {
  createBrowserPyodideRuntime(options: { pyodideUrl: string; frameUrl: string }): PyodideRuntime;
  createPythonTool(options: { runtime: PyodideRuntime }): PythonToolModule;
}

/** Python in the browser of the reader: nothing of it reaches the service. */
export class PythonPage extends LitElement {
  static override properties = { problem: { state: true } };
  static override styles = [
    styles,
    css`
      .lead {
        margin-top: 0.6rem;
        max-width: 36rem;
        color: var(--muted);
      }
      python-tool-widget {
        color-scheme: inherit;
      }
    `,
  ];
  declare problem: string | null;
  #runtime: PyodideRuntime | null = null;

  constructor() {
    super();
    this.problem = null;
  }

  override async firstUpdated(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#runtime?.dispose();
  }

  override render(): TemplateResult {
    return html`<div class="stack">
      <div>
        <h1 tabindex="-1">Python in this browser</h1>
        <p class="lead">
          Runs on your own machine, in a frame that reaches neither the network nor this page. Nothing is checked first,
          recorded or sent to the service.
        </p>
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <python-tool-widget></python-tool-widget>
    </div>`;
  }

  async #open(): Promise<void> {
    const url = serviceUrl('python/widget.js');
    const { createBrowserPyodideRuntime, createPythonTool }: WidgetModule = await import(
      /* @vite-ignore */ url
    );
    if (!this.isConnected) return;
    const runtime = createBrowserPyodideRuntime({
      pyodideUrl: serviceUrl('python/pyodide/'),
      frameUrl: serviceUrl('python/python-frame.html'),
    });
    this.#runtime = runtime;
    const widget = this.renderRoot.querySelector('python-tool-widget') as HTMLElement &
      PythonToolWidgetFields;
    widget.runtime = runtime;
    widget.moduleApi = createPythonTool({ runtime });
    await runtime.init();
  }
}

customElements.define('pc-python-page', PythonPage);
