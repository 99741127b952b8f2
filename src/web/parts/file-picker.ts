import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FileReference } from '../../contracts/service/stored-file.ts';
import { type PickedFile, takeFile } from '../service/picked-file.ts';
import { styles } from '../styles.ts';
import { droppedFiles, freeName } from './dropped-files.ts';
import './file-card.ts';

/** Takes files by drop, paste or choice, and shows at once what is in them. Fires `change`. */
export class FilePicker extends LitElement {
  static override properties = { files: { state: true }, over: { state: true } };
  static override styles = [
    styles,
    css`
      .drop {
        display: grid;
        justify-items: center;
        gap: 0.6rem;
        padding: 1.6rem 1rem;
        border: 1.5px dashed var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: center;
      }
      .drop.small {
        padding: 0.8rem 1rem;
      }
      .drop.over {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .row {
        justify-content: center;
      }
      ul {
        padding: 0;
        list-style: none;
      }
    `,
  ];
  declare files: PickedFile[];
  declare over: boolean;
  #number = 0;
  readonly #running = new Map<number, AbortController>();

  constructor() {
    super();
    this.files = [];
    this.over = false;
  }

  /** What a task is given: the files that are there and can be used. */
  get references(): FileReference[] {
    return this.files.flatMap(({ stored, name, description }) =>
      stored === null || description?.type === 'unusable' ? [] : [{ id: stored.id, name }],
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const [type, listener] of this.#listeners) window.addEventListener(type, listener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const [type, listener] of this.#listeners) window.removeEventListener(type, listener);
    for (const controller of this.#running.values()) controller.abort();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('files')) this.dispatchEvent(new Event('change'));
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      this.#number += 1;
      this.#take(file, this.#number);
    }
  }

  override render(): TemplateResult {
    return html`<div class="stack">
      <div
        class="drop ${this.over ? 'over' : ''} ${this.files.length > 0 ? 'small' : ''}"
      >
        ${this.files.length > 0 ? nothing : html`<p>Drop files here, or paste them</p>`}
        <div class="row">
          <button @click=${() => this.#choose()}>${this.files.length > 0 ? 'Add files' : 'Choose files'}</button>
          <slot></slot>
        </div>
        <input type="file" multiple hidden aria-label="Files" @change=${this.#chosen} />
      </div>
      ${
        this.files.length === 0
          ? nothing
          : html`<ul class="stack" aria-label="Files">
              ${repeat(
                this.files,
                ({ key }) => key,
                (file) =>
                  html`<li><pc-file .file=${file} @remove=${() => this.#remove(file.key)}></pc-file></li>`,
              )}
            </ul>`
      }
    </div>`;
  }

  #take(file: File, key: number): void {
    const controller = new AbortController();
    this.#running.set(key, controller);
    const name = freeName(file.name, new Set(this.files.map((each) => each.name)));
    const picked: PickedFile = {
      key,
      name,
      bytes: file.size,
      state: 'uploading',
      uploaded: 0,
      preview: null,
      stored: null,
      description: null,
      problem: null,
    };
    this.files = [...this.files, picked];
    const change = (fields: Partial<PickedFile>) => {
      this.files = this.files.map((each) => (each.key === key ? { ...each, ...fields } : each));
    };
    void takeFile(new File([file], name, { type: file.type }), { change, signal: controller.signal });
  }

  #remove(key: number): void {
    this.#running.get(key)?.abort();
    this.files = this.files.filter((file) => file.key !== key);
    this.renderRoot.querySelector('button')?.focus();
  }

  #choose(): void {
    this.renderRoot.querySelector('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.add([...(input.files ?? [])]);
    input.value = '';
  }

  /** The whole window takes files, as nobody aims well with a mouse. */
  readonly #listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['dragover', () => this.#show(true)],
    ['dragleave', (event) => this.#show((event as DragEvent).relatedTarget !== null)],
    ['drop', (event) => void this.#drop((event as DragEvent).dataTransfer)],
    ['paste', (event) => this.#paste(event as ClipboardEvent)],
  ];

  #show(over: boolean): void {
    this.over = over;
  }

  async #drop(transfer: DataTransfer | null): Promise<void> {
    this.over = false;
    if (transfer !== null) this.add(await droppedFiles(transfer));
  }

  #paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) event.preventDefault();
    this.add(files);
  }
}

customElements.define('pc-file-picker', FilePicker);
