import { css, html, LitElement, type TemplateResult } from 'lit';
import { styles } from '../styles.ts';

const key = 'python-coder-theme';

/** Light or dark: as the system says until somebody presses it. */
export class ThemeButton extends LitElement {
  static override properties = { dark: { state: true } };
  static override styles = [
    styles,
    css`
      button {
        justify-content: center;
        width: 2.25rem;
        padding: 0;
      }
    `,
  ];
  declare dark: boolean;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    const chosen = localStorage.getItem(key);
    this.dark = chosen === null ? this.#system.matches : chosen === 'dark';
    if (chosen !== null) this.#apply();
    this.#system.addEventListener('change', ({ matches }) => {
      if (localStorage.getItem(key) === null) this.dark = matches;
    });
  }

  override render(): TemplateResult {
    return html`<button @click=${() => this.#toggle()} aria-pressed=${this.dark} aria-label="Dark theme" title="Dark theme">
      <span aria-hidden="true">${this.dark ? '☾' : '☀'}</span>
    </button>`;
  }

  #toggle(): void {
    this.dark = !this.dark;
    localStorage.setItem(key, this.dark ? 'dark' : 'light');
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
  }
}

customElements.define('pc-theme-button', ThemeButton);
