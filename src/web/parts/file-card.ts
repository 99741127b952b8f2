import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { byteText } from '../model/figures.ts';
import type { PickedFile } from '../service/picked-file.ts';
import { styles } from '../styles.ts';
import './data-table.ts';
import './description-view.ts';

const stateWords = { uploading: 'Uploading', looking: 'Looking into it', ready: 'Ready', failed: 'Failed' };

/** One file: how far it is, its first rows, and what the service found in it. Fires `remove`. */
export class FileCard extends LitElement {
  static override properties = { file: { attribute: false } };
  static override styles = [
    styles,
    css`
      .head {
        flex-wrap: nowrap;
        justify-content: space-between;
        align-items: baseline;
      }
      .name {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .name .muted {
        display: inline-block;
      }
      progress {
        width: 100%;
        height: 0.4rem;
        accent-color: var(--accent);
      }
      details {
        font-size: 0.9375rem;
      }
      details > :not(summary) {
        margin-top: 0.6rem;
      }
    `,
  ];
  declare file: PickedFile | null;

  constructor() {
    super();
    this.file = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { file } = this;
    if (file === null) return nothing;
    return html`<article class="card stack" aria-label=${file.name}>
      <div class="row head">
        <p class="name">
          <strong>${file.name}</strong>
          <span class="muted small">${byteText(file.bytes)} · <span role="status">${stateWords[file.state]}</span></span>
        </p>
        <button class="plain small" @click=${() => this.dispatchEvent(new Event('remove'))} aria-label=${`Remove ${file.name}`}>
          Remove
        </button>
      </div>
      ${
        file.state === 'uploading'
          ? html`<progress max="1" .value=${file.uploaded} aria-label=${`Upload of ${file.name}`}></progress>`
          : nothing
      }
      ${file.problem === null ? nothing : html`<p class="problem" role="alert">${file.problem}</p>`}
      ${
        file.preview === null
          ? nothing
          : html`<pc-table bare .table=${file.preview} label=${`First rows of ${file.name}`}></pc-table>`
      }
      ${file.description === null ? nothing : this.#description(file)}
    </article>`;
  }

  /** Folded where the first rows are to be seen already, unless it warns of something. */
  #description({ description, preview }: PickedFile): TemplateResult {
    const isOpen = preview === null || description?.type === 'unusable' || description?.warnings.length !== 0;
    return html`<details ?open=${isOpen}>
      <summary>What is in it</summary>
      <pc-description .description=${description}></pc-description>
    </details>`;
  }
}

customElements.define('pc-file', FileCard);
