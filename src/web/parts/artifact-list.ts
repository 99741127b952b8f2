import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ServedArtifact } from '../../contracts/service/task-view.ts';
import { byteText } from '../model/figures.ts';
import { artifactBlob } from '../service/api.ts';
import { styles } from '../styles.ts';
import { saveBlob } from './save-blob.ts';
import './plot-view.ts';

const pictures = /^image\/(png|jpeg|gif|webp|svg\+xml|bmp)$/;

/** What the program wrote: pictures to look at, and every file to download. */
export class ArtifactList extends LitElement {
  static override properties = { artifacts: { attribute: false }, problem: { state: true } };
  static override styles = [
    styles,
    css`
      ul {
        padding: 0;
        list-style: none;
      }
      li {
        justify-content: space-between;
        padding: 0.5rem 0;
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border-bottom: 0;
      }
      .name {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare artifacts: readonly ServedArtifact[];
  declare problem: string | null;

  constructor() {
    super();
    this.artifacts = [];
    this.problem = null;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.artifacts.length === 0) return nothing;
    const plots = this.artifacts.filter(({ mediaType }) => pictures.test(mediaType));
    return html`<section class="stack" aria-label="Files the program wrote">
      ${repeat(
        plots,
        ({ url }) => url,
        (artifact) => html`<pc-plot .artifact=${artifact}></pc-plot>`,
      )}
      <div>
        <h2>Files</h2>
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        <ul>
          ${this.artifacts.map(
            (artifact) => html`<li class="row">
              <span class="name">${artifact.name} <span class="muted small">${byteText(artifact.bytes)}</span></span>
              <button @click=${() => this.#download(artifact)} aria-label=${`Download ${artifact.name}`}>Download</button>
            </li>`,
          )}
        </ul>
      </div>
    </section>`;
  }

  async #download({ url, name }: ServedArtifact): Promise<void> {
    this.problem = null;
    try {
      saveBlob(await artifactBlob(url), name);
    } catch (error) {
      this.problem = `${name} can’t be downloaded: ${(error as Error).message}`;
    }
  }
}

customElements.define('pc-artifacts', ArtifactList);
