import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ServedArtifact } from '../../contracts/service/task-view.ts';
import { artifactBlob } from '../service/api.ts';
import { styles } from '../styles.ts';

const zooms = [1, 1.5, 2, 3, 4];

/** One picture, and as large as one likes in a dialog. An SVG is an image like any other here, in which nothing runs. */
export class PlotView extends LitElement {
  static override properties = {
    artifact: { attribute: false },
    url: { state: true },
    problem: { state: true },
    zoom: { state: true },
  };
  static override styles = [
    styles,
    css`
      .open {
        display: block;
        width: 100%;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: #fff;
        cursor: zoom-in;
      }
      .open img {
        display: block;
        max-width: 100%;
        max-height: 36rem;
        margin: 0 auto;
      }
      figcaption {
        margin-top: 0.35rem;
        overflow-wrap: anywhere;
      }
      dialog {
        width: 96vw;
        max-width: none;
        height: 94vh;
        max-height: none;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 60%);
      }
      .bar {
        padding: 0.6rem 0.8rem;
        border-bottom: 1px solid var(--line);
      }
      .bar .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .canvas {
        display: grid;
        align-content: safe center;
        overflow: auto;
        background: #fff;
      }
      .canvas img {
        display: block;
        width: 100%;
        max-height: none;
        object-fit: contain;
      }
      .canvas .whole {
        height: 100%;
        min-height: 0;
      }
      .whole-canvas {
        grid-template-rows: 100%;
      }
    `,
  ];
  declare artifact: ServedArtifact | null;
  declare url: string | null;
  declare problem: string | null;
  declare zoom: number;

  constructor() {
    super();
    this.artifact = null;
    this.url = null;
    this.problem = null;
    this.zoom = 0;
  }

  override async firstUpdated(): Promise<void> {
    if (this.artifact === null) return;
    try {
      this.url = URL.createObjectURL(await artifactBlob(this.artifact.url));
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.url !== null) URL.revokeObjectURL(this.url);
  }

  override updated(): void {
    const picture = this.renderRoot.querySelector<HTMLElement>('.canvas img');
    if (picture !== null) picture.style.width = `${(zooms[this.zoom] ?? 1) * 100}%`;
  }

  override render(): TemplateResult | typeof nothing {
    const { artifact, url, problem } = this;
    if (artifact === null) return nothing;
    if (problem !== null) return html`<p class="problem">${artifact.name}: ${problem}</p>`;
    if (url === null) return html`<p class="muted">Loading ${artifact.name} …</p>`;
    return html`<figure>
        <button class="open" @click=${() => this.#open()} aria-label=${`Enlarge ${artifact.name}`}>
          <img src=${url} alt=${`Picture ${artifact.name}`} />
        </button>
        <figcaption class="muted small">${artifact.name}</figcaption>
      </figure>
      <dialog aria-label=${artifact.name}>
        <div class="row bar">
          <span class="name">${artifact.name}</span>
          <button @click=${() => this.#turn(-1)} ?disabled=${this.zoom === 0} aria-label="Smaller">−</button>
          <button @click=${() => this.#turn(1)} ?disabled=${this.zoom === zooms.length - 1} aria-label="Larger">+</button>
          <button @click=${() => this.#dialog.close()}>Close</button>
        </div>
        <div class="canvas ${this.zoom === 0 ? 'whole-canvas' : ''}" tabindex="0" role="region" aria-label="Enlarged picture">
          <img class=${this.zoom === 0 ? 'whole' : ''} src=${url} alt=${`Picture ${artifact.name}, enlarged`} />
        </div>
      </dialog>`;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog') as HTMLDialogElement;
  }

  #open(): void {
    this.zoom = 0;
    this.#dialog.showModal();
  }

  #turn(steps: number): void {
    this.zoom = Math.min(Math.max(this.zoom + steps, 0), zooms.length - 1);
  }
}

customElements.define('pc-plot', PlotView);
