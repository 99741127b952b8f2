import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Column, FileDescription } from '../../contracts/file-description.ts';
import type { Cell } from '../model/answer.ts';
import { type DescribedTable, factsOf, tablesIn, typeText } from '../model/description-facts.ts';
import { cellText, counted } from '../model/figures.ts';
import { styles } from '../styles.ts';

const firstColumns = 12;

/** What the service found in a file: what it is, its columns with types and ranges, and what to beware of. */
export class DescriptionView extends LitElement {
  static override properties = { description: { attribute: false }, all: { state: true } };
  static override styles = [
    styles,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding: 0.4rem 0.75rem;
        color: var(--muted);
        text-align: left;
      }
      th,
      td {
        max-width: 16rem;
        padding: 0.3rem 0.75rem;
        border-top: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        overflow-wrap: break-word;
      }
      thead th {
        color: var(--muted);
        font-weight: 500;
      }
      tbody th {
        font-weight: 600;
      }
      td {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-width: 40rem) {
        caption,
        th,
        td {
          padding: 0.3rem 0.45rem;
          white-space: normal;
        }
      }
    `,
  ];
  declare description: FileDescription | null;
  declare all: boolean;

  constructor() {
    super();
    this.description = null;
    this.all = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { description } = this;
    if (description === null) return nothing;
    return html`<div class="stack">
      <p class="muted small">${factsOf(description).join(' · ')}</p>
      ${tablesIn(description).map((table) => this.#table(table))}
      ${description.warnings.map((warning) => html`<p class="note small">${warning}</p>`)}
    </div>`;
  }

  #table({ name, columns, omittedColumns, rowCount }: DescribedTable): TemplateResult {
    const shown = this.all ? columns : columns.slice(0, firstColumns);
    const rows = rowCount === null ? '' : `${counted(rowCount, 'row')}, `;
    const size = `${rows}${counted(columns.length + omittedColumns, 'column')}`;
    const label = `Columns of ${name ?? this.description?.name ?? ''}`;
    return html`<div>
      <div class="scroll" role="region" tabindex="0" aria-label=${label}>
        <table>
          <caption>${name === null ? size : `${name}: ${size}`}</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Range or examples</th>
              <th scope="col">Missing</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (column) => html`<tr>
                <th scope="row">${column.name}</th>
                <td title=${column.dtype}>${typeText(column.dtype)}</td>
                <td>${rangeText(column)}</td>
                <td>${column.nullCount === 0 ? '–' : column.nullCount}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        shown.length < columns.length
          ? html`<button class="plain small" @click=${() => this.#showAll()}>Show all ${columns.length} columns</button>`
          : nothing
      }
    </div>`;
  }

  #showAll(): void {
    this.all = true;
  }
}

function rangeText({ min, max, examples }: Column): string {
  if (min !== undefined && max !== undefined) return `${plain(min)} … ${plain(max)}`;
  return examples.map(plain).join(', ');
}

/** A day without its midnight. */
function plain(value: Cell): string {
  return cellText(value).replace(/T00:00:00$/, '');
}

customElements.define('pc-description', DescriptionView);
