import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { giveToken, isToken, tokenEvents } from '../service/token.ts';
import { styles } from '../styles.ts';

/** Asks for the token where the service wants one. */
export class TokenDialog extends LitElement {
  static override properties = { problem: { state: true } };
  static override styles = [
    styles,
    css`
      dialog {
        width: min(26rem, 92vw);
        padding: 1.4rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }
      label {
        font-weight: 600;
      }
    `,
  ];
  declare problem: string | null;
  readonly #needed = (event: Event): void => void this.#open((event as CustomEvent<boolean>).detail);

  constructor() {
    super();
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    tokenEvents.addEventListener('needed', this.#needed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    tokenEvents.removeEventListener('needed', this.#needed);
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @cancel=${this.#stay}>
      <form class="stack" @submit=${this.#submit}>
        <h2 id="title">This service asks for a token</h2>
        <p class="small muted">
          Its operator has given you one. It is kept in this tab alone and sent to this service only.
        </p>
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        <div>
          <label for="token">Token</label>
          <input id="token" type="password" autocomplete="off" spellcheck="false" required />
        </div>
        <div><button class="primary">Continue</button></div>
      </form>
    </dialog>`;
  }

  /** Every request waits for the token, so there is nothing to go back to. */
  #stay(event: Event): void {
    event.preventDefault();
  }

  async #open(refused: boolean): Promise<void> {
    this.problem = refused ? 'The service refused that token. Check it and enter it again.' : null;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog') as HTMLDialogElement;
    if (!dialog.open) dialog.showModal();
    (this.renderRoot.querySelector('input') as HTMLInputElement).value = '';
  }

  #submit(event: Event): void {
    event.preventDefault();
    const token = (this.renderRoot.querySelector('input') as HTMLInputElement).value.trim();
    if (!isToken(token)) {
      this.problem = 'A token has no spaces and only plain letters, digits and signs.';
      return;
    }
    this.renderRoot.querySelector('dialog')?.close();
    giveToken(token);
  }
}

customElements.define('pc-token-dialog', TokenDialog);
