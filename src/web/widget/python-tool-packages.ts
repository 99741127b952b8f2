import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PyodidePackage } from '../../contracts/pyodide.ts';
import { styles } from '../styles.ts';
import { readToolResult } from './read-tool-result.ts';
import { shownText } from './shown-text.ts';

type Install = (requirement: string) => Promise<unknown>;

/** The packages of the interpreter, and one more where somebody asks for it. */
export class PythonToolPackages extends LitElement {
  static override properties = {
    packages: { attribute: false },
    install: { attribute: false },
    disabled: { type: Boolean },
    news: { state: true },
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    styles,
    css`
      form {
        display: grid;
        gap: 0.35rem;
        margin-top: 0.75rem;
      }
      form .row {
        flex-wrap: nowrap;
      }
      .scroll {
        max-height: 11rem;
        margin-top: 0.35rem;
      }
      ul {
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.25rem 0.75rem;
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      label {
        font-weight: 600;
        font-size: 0.875rem;
      }
    `,
  ];
  declare packages: readonly PyodidePackage[];
  declare install: Install;
  declare disabled: boolean;
  declare news: string;
  declare busy: boolean;
  declare problem: string | null;

  constructor() {
    super();
    this.packages = [];
    this.install = async () => null;
    this.disabled = false;
    this.news = '';
    this.busy = false;
    this.problem = null;
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="heading">
      <h3 id="heading">Packages (${this.packages.length})</h3>
      ${this.packages.length === 0 ? html`<p class="muted small">Only Python’s own library.</p>` : this.#list()}
      <form @submit=${this.#submit}>
        <label for="requirement">Install a package</label>
        <div class="row">
          <input
            id="requirement"
            maxlength="200"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder="name==1.2"
          />
          <button ?disabled=${this.busy || this.disabled}>${this.busy ? 'Installing …' : 'Install'}</button>
        </div>
        <p class="muted small" role="status">${this.news}</p>
        ${this.problem === null ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      </form>
    </section>`;
  }

  #list(): TemplateResult {
    return html`<div class="scroll small" role="region" tabindex="0" aria-labelledby="heading">
      <ul>
        ${this.packages.map(
          ({ name, version }) =>
            html`<li><span>${shownText(name, 200)}</span><span class="muted">${shownText(version, 100)}</span></li>`,
        )}
      </ul>
    </div>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input') as HTMLInputElement;
    const requirement = input.value.trim();
    if (requirement === '' || this.busy || this.disabled) return input.focus();
    this.busy = true;
    this.problem = null;
    this.news = `Installing ${requirement}`;
    const { success, error, advice } = readToolResult(await outcome(this.install(requirement)));
    this.busy = false;
    this.news = success ? `Installed ${requirement}.` : '';
    if (success) input.value = '';
    else this.problem = [error, advice].filter(Boolean).join(' ');
  };
}

/** A tool that throws is at fault like one that says so. */
async function outcome(called: Promise<unknown>): Promise<unknown> {
  return called.catch((error: unknown) => ({ success: false, error: String(error) }));
}

if (customElements.get('python-tool-packages') === undefined)
  customElements.define('python-tool-packages', PythonToolPackages);
