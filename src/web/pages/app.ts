import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type Route, routeOf } from '../model/route.ts';
import { offersPython } from '../service/api.ts';
import { styles } from '../styles.ts';
import '../parts/history-list.ts';
import '../parts/log-check.ts';
import '../parts/theme-button.ts';
import '../parts/token-dialog.ts';
import './ask-page.ts';
import './audit-page.ts';
import './python-page.ts';
import './task-page.ts';

const titles = {
  ask: 'python-coder',
  tasks: 'Earlier questions – python-coder',
  log: 'Audit – python-coder',
  python: 'Python – python-coder',
};

/** The frame around every page: where one is, where one can go, and what was asked before. */
export class App extends LitElement {
  static override properties = { route: { state: true }, hasPython: { state: true } };
  static override styles = [
    styles,
    css`
      :host {
        min-height: 100vh;
      }
      .skip {
        position: absolute;
        top: 0.5rem;
        left: 0.5rem;
        z-index: 1;
        background: var(--surface);
      }
      .skip:not(:focus) {
        clip-path: inset(50%);
      }
      header {
        display: flex;
        align-items: center;
        gap: clamp(0.6rem, 3vw, 1.25rem);
        padding: 0.7rem clamp(0.9rem, 3vw, 2rem);
        border-bottom: 1px solid var(--line);
      }
      .brand {
        margin-right: auto;
        color: var(--ink);
        font: 600 1rem/1.4 var(--mono);
        letter-spacing: -0.02em;
        text-decoration: none;
        white-space: nowrap;
      }
      nav {
        display: flex;
        gap: clamp(0.6rem, 3vw, 1rem);
      }
      nav a {
        padding: 0.3rem 0;
        color: var(--muted);
        text-decoration: none;
      }
      nav a[aria-current] {
        color: var(--ink);
        box-shadow: inset 0 -2px var(--accent);
      }
      .columns {
        display: grid;
        grid-template-columns: 17rem minmax(0, 1fr);
      }
      aside {
        position: sticky;
        top: 0;
        max-height: 100vh;
        padding: 1.5rem 1rem 2rem clamp(0.9rem, 3vw, 2rem);
        overflow: auto;
      }
      main {
        width: 100%;
        max-width: 52rem;
        padding: clamp(1.25rem, 3vw, 2.75rem) clamp(0.9rem, 3vw, 2rem) 4rem;
        margin: 0 auto;
      }
      main:focus {
        outline: none;
      }
      .alone {
        grid-template-columns: minmax(0, 1fr);
      }
      @media (min-width: 56.01rem) {
        nav a[href='#/tasks'] {
          display: none;
        }
      }
      @media (max-width: 56rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        aside {
          display: none;
        }
      }
      @media (max-width: 26rem) {
        header {
          gap: 0.5rem;
        }
        nav {
          gap: 0.55rem;
        }
        nav a,
        .brand {
          font-size: 0.85rem;
        }
      }
    `,
  ];
  declare route: Route;
  /** True where Python can run in this browser. */
  declare hasPython: boolean;
  readonly #moved = (): void => {
    this.route = routeOf(location.hash);
  };

  constructor() {
    super();
    this.route = routeOf(location.hash);
    this.hasPython = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
    void offersPython().then(
      (offers) => {
        this.hasPython = offers;
      },
      () => {},
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
  }

  override updated(changed: PropertyValues<this>): void {
    const { page } = this.route;
    if (page in titles) document.title = titles[page as keyof typeof titles];
    if (changed.get('route') !== undefined) void this.#focusHeading();
  }

  override render(): TemplateResult {
    const { page } = this.route;
    const isAlone = page === 'tasks';
    return html`<button class="skip" @click=${() => this.#main?.focus()}>Skip to the content</button>
      <header>
        <a class="brand" href="#/">python-coder</a>
        <nav aria-label="Pages">
          ${link('#/', 'Ask', page === 'ask')}
          ${link('#/tasks', 'Earlier', page === 'tasks')}
          ${link('#/audit', 'Audit', page === 'log' || page === 'audit')}
          ${this.hasPython ? link('#/python', 'Python', page === 'python') : nothing}
        </nav>
        <pc-theme-button></pc-theme-button>
      </header>
      <div class="columns ${isAlone ? 'alone' : ''}">
        ${
          isAlone
            ? nothing
            : html`<aside aria-label="Earlier questions">
                <pc-history .current=${page === 'task' ? this.route.id : null}></pc-history>
              </aside>`
        }
        <main tabindex="-1">${this.#page()}</main>
      </div>
      <pc-token-dialog></pc-token-dialog>`;
  }

  #page(): TemplateResult {
    const { route } = this;
    if (route.page === 'task')
      return html`${keyed(route.id, html`<pc-task-page task=${route.id}></pc-task-page>`)}`;
    if (route.page === 'audit')
      return html`${keyed(route.id, html`<pc-audit-page task=${route.id}></pc-audit-page>`)}`;
    if (route.page === 'tasks')
      return html`<div class="stack"><h1 tabindex="-1">Earlier questions</h1><pc-history heading=""></pc-history></div>`;
    if (route.page === 'log') {
      return html`<div class="stack">
        <h1 tabindex="-1">Audit</h1>
        <p>Every answer leaves a record that can’t be changed unnoticed. The record of one answer is linked below it.</p>
        <pc-log-check></pc-log-check>
      </div>`;
    }
    if (route.page === 'python' && this.hasPython) return html`<pc-python-page></pc-python-page>`;
    return html`<pc-ask-page></pc-ask-page>`;
  }

  get #main(): HTMLElement | null {
    return this.renderRoot.querySelector('main');
  }

  /** So that a screen reader says where one has come to. */
  async #focusHeading(): Promise<void> {
    const page = this.#main?.firstElementChild;
    if (page instanceof LitElement) await page.updateComplete;
    const heading =
      page instanceof LitElement ? page.renderRoot.querySelector('h1') : this.#main?.querySelector('h1');
    heading?.focus();
    window.scrollTo(0, 0);
  }
}

function link(href: string, text: string, isHere: boolean): TemplateResult {
  return html`<a href=${href} aria-current=${isHere ? 'page' : nothing}>${text}</a>`;
}

customElements.define('pc-app', App);
