import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { counted } from '../model/figures.ts';
import type { Round } from '../model/progress.ts';
import { styles } from '../styles.ts';
import './code-view.ts';

/** The versions of a program, the newest chosen, each with what changed and what was found. */
export class RoundList extends LitElement {
  static override properties = {
    rounds: { attribute: false },
    chosen: { state: true },
    compared: { state: true },
    told: { state: true },
  };
  static override styles = [
    styles,
    css`
      .head {
        justify-content: space-between;
      }
      .rounds button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      ul {
        padding-left: 1.2rem;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
      }
      input {
        width: auto;
        accent-color: var(--accent);
      }
    `,
  ];
  declare rounds: readonly Round[];
  /** The version that is looked at; null is the newest. */
  declare chosen: number | null;
  declare compared: boolean;
  declare told: string;

  constructor() {
    super();
    this.rounds = [];
    this.chosen = null;
    this.compared = true;
    this.told = '';
  }

  override render(): TemplateResult | typeof nothing {
    const index = Math.min(this.chosen ?? Number.POSITIVE_INFINITY, this.rounds.length - 1);
    const round = this.rounds[index];
    if (round === undefined) return nothing;
    const before = this.rounds[index - 1] ?? null;
    return html`<section class="stack" aria-label="Program">
      <div class="row head">
        <h2>Program <span class="muted small">${verdict(round)}</span></h2>
        <div class="row small">
          ${before === null ? nothing : this.#compare()}
          <span class="muted" role="status">${this.told}</span>
          <button @click=${() => this.#copy(round.code)}>Copy</button>
        </div>
      </div>
      ${this.rounds.length < 2 ? nothing : this.#choice(index)}
      ${
        round.changes.length === 0
          ? nothing
          : html`<ul class="small">${round.changes.map((change) => html`<li>${change}</li>`)}</ul>`
      }
      <pc-code
        .code=${round.code}
        .older=${this.compared ? (before?.code ?? null) : null}
        .issues=${round.issues}
        label=${`Program, version ${index + 1}`}
      ></pc-code>
    </section>`;
  }

  #compare(): TemplateResult {
    return html`<label><input type="checkbox" .checked=${this.compared} @change=${this.#toggle} /> Show differences</label>`;
  }

  #choice(index: number): TemplateResult {
    return html`<div class="row rounds" role="group" aria-label="Versions">
      ${this.rounds.map(
        (_, number) =>
          html`<button aria-pressed=${number === index} @click=${() => this.#choose(number)}>Version ${number + 1}</button>`,
      )}
    </div>`;
  }

  #choose(number: number): void {
    this.chosen = number === this.rounds.length - 1 ? null : number;
  }

  #toggle(event: Event): void {
    this.compared = (event.target as HTMLInputElement).checked;
  }

  async #copy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.told = 'Copied';
    } catch {
      this.told = 'The browser did not allow it';
    }
  }
}

function verdict({ approved, issues }: Round): string {
  if (approved === null) return 'being checked';
  if (issues.some(({ source }) => source === 'execution')) return 'passed the checks, then failed';
  const found = issues.length === 0 ? 'nothing found' : counted(issues.length, 'finding');
  return `${approved ? 'passed the checks' : 'did not pass'}, ${found}`;
}

customElements.define('pc-rounds', RoundList);
