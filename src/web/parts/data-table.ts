import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Cell, Table } from '../model/answer.ts';
import { csvText, tabbedText } from '../model/csv-text.ts';
import { cellText, counted } from '../model/figures.ts';
import { styles } from '../styles.ts';
import { saveBlob } from './save-blob.ts';

const step = 100;

interface Order {
  column: number;
  descending: boolean;
}

/** A table that is sorted by a press on a heading, copied and downloaded. */
export class DataTable extends LitElement {
  static override properties = {
    table: { attribute: false },
    label: {},
    name: {},
    bare: { type: Boolean },
    order: { state: true },
    shown: { state: true },
    told: { state: true },
  };
  static override styles = [
    styles,
    css`
      .scroll {
        width: fit-content;
        min-width: min(100%, 24rem);
        max-width: 100%;
        max-height: 32rem;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.9375rem;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        max-width: 24rem;
        padding: 0.4rem 0.85rem;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        overflow-wrap: break-word;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--sunken);
        font-weight: 600;
        white-space: nowrap;
      }
      tbody tr:last-child > * {
        border-bottom: 0;
      }
      tbody th {
        font-weight: 500;
      }
      .figure {
        text-align: right;
      }
      thead button {
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 0.2rem;
        font: inherit;
        text-align: inherit;
        vertical-align: top;
      }
      .figure button {
        flex-direction: row-reverse;
      }
      .arrow {
        width: 0.8em;
        color: var(--accent);
      }
      .tools {
        margin-top: 0.6rem;
      }
    `,
  ];
  declare table: Table;
  declare label: string;
  declare name: string;
  /** Without sorting and tools. */
  declare bare: boolean;
  declare order: Order | null;
  declare shown: number;
  declare told: string;

  constructor() {
    super();
    this.table = { columns: [], rows: [] };
    this.label = 'Table';
    this.name = 'answer.csv';
    this.bare = false;
    this.order = null;
    this.shown = step;
    this.told = '';
  }

  override render(): TemplateResult {
    const rows = this.#sorted();
    const isFigure = this.table.columns.map((_, index) => isFigureColumn(rows, index));
    return html`
      <div class="scroll" role="region" tabindex="0" aria-label=${this.label}>
        <table>
          <thead>
            <tr>
              ${this.table.columns.map((name, index) => this.#heading(name, index, isFigure[index] ?? false))}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(0, this.shown).map(
              (row) =>
                html`<tr>
                  ${row.map((cell, index) =>
                    index === 0 && this.table.isNamed
                      ? html`<th scope="row">${cellText(cell)}</th>`
                      : html`<td class=${isFigure[index] ? 'figure' : ''}>${cellText(cell)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.bare ? nothing : this.#tools(rows)}
    `;
  }

  #heading(name: string, index: number, isFigure: boolean): TemplateResult {
    const classes = isFigure ? 'figure' : '';
    if (this.bare) return html`<th scope="col" class=${classes}>${name}</th>`;
    const isSorted = this.order?.column === index;
    const direction = this.order?.descending ? 'descending' : 'ascending';
    return html`<th scope="col" class=${classes} aria-sort=${isSorted ? direction : 'none'}>
      <button @click=${() => this.#sort(index)}>
        ${name === '' ? '(no name)' : name}<span
          class="arrow"
          aria-hidden="true"
          >${isSorted ? (this.order?.descending ? '↓' : '↑') : ''}</span
        >
      </button>
    </th>`;
  }

  #tools(rows: Cell[][]): TemplateResult {
    const left = rows.length - this.shown;
    return html`<div class="row tools small">
      <button @click=${() => this.#copy()}>Copy</button>
      <button @click=${() => this.#download()}>Download CSV</button>
      ${left > 0 ? html`<button @click=${() => this.#more()}>Show ${Math.min(left, step * 5)} more</button>` : nothing}
      <span class="muted">${counted(rows.length, 'row')}</span>
      <span class="muted" role="status">${this.told}</span>
    </div>`;
  }

  #more(): void {
    this.shown += step * 5;
  }

  #sort(column: number): void {
    const again = this.order?.column === column;
    this.order = { column, descending: again ? !this.order?.descending : false };
  }

  #sorted(): Cell[][] {
    if (this.order === null) return this.table.rows;
    const { column, descending } = this.order;
    const rows = this.table.rows.toSorted((one, other) =>
      compare(one[column] ?? null, other[column] ?? null),
    );
    return descending ? rows.reverse() : rows;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(tabbedText({ ...this.table, rows: this.#sorted() }));
      this.told = 'Copied';
    } catch {
      this.told = 'The browser did not allow it: download it as CSV';
    }
  }

  #download(): void {
    const text = csvText({ ...this.table, rows: this.#sorted() });
    saveBlob(new Blob([text], { type: 'text/csv' }), this.name);
  }
}

const words = new Intl.Collator('en', { numeric: true });

/** Numbers by size, words by the alphabet, what is missing last. */
function compare(one: Cell, other: Cell): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return words.compare(String(one), String(other));
}

function isFigureColumn(rows: Cell[][], index: number): boolean {
  const filled = rows.slice(0, step).filter((row) => row[index] !== null);
  return filled.length > 0 && filled.every((row) => typeof row[index] === 'number');
}

customElements.define('pc-table', DataTable);
