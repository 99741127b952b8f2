import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Issue } from '../../contracts/issue.ts';
import { type DiffLine, differences } from '../model/differences.ts';
import { pythonLines, type Token } from '../model/python-tokens.ts';
import { styles } from '../styles.ts';

const firstLines = 400;
/** Colours help nobody to read more. */
const maxColoured = 100_000;
const signs = { same: ' ', added: '+', removed: '−' } as const;
const spoken = { added: 'added: ', removed: 'removed: ' } as const;

/** A program with its findings beside their lines, and what changed since the `older` one where that is given. */
export class CodeView extends LitElement {
  static override properties = {
    code: {},
    older: {},
    issues: { attribute: false },
    label: {},
    all: { state: true },
  };
  static override styles = [
    styles,
    css`
      .lines {
        position: relative;
        max-height: 34rem;
        padding: 0.5rem 0;
        tab-size: 4;
      }
      .line {
        display: grid;
        grid-template-columns: 3.2em 1.2em minmax(0, 1fr);
        font: 0.8125rem/1.6 var(--mono);
      }
      .number,
      .sign {
        color: var(--muted);
        text-align: right;
        user-select: none;
      }
      .sign {
        text-align: center;
      }
      code {
        padding-right: 0.75rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .added {
        background: var(--good-soft);
      }
      .removed {
        background: var(--bad-soft);
      }
      .marked {
        background: var(--warn-soft);
      }
      .finding {
        margin: 0.15rem 0.75rem 0.35rem 4.4em;
        font-size: 0.8125rem;
      }
      .text {
        color: var(--code-text);
      }
      .keyword {
        color: var(--code-keyword);
      }
      .number-token {
        color: var(--code-number);
      }
      .comment {
        color: var(--code-comment);
      }
      .name {
        color: var(--code-name);
      }
      @media (max-width: 40rem) {
        .line {
          grid-template-columns: 2.4em 1em minmax(0, 1fr);
        }
        .finding {
          margin-left: 0.75rem;
        }
      }
    `,
  ];
  declare code: string;
  declare older: string | null;
  declare issues: readonly Issue[];
  declare label: string;
  declare all: boolean;

  constructor() {
    super();
    this.code = '';
    this.older = null;
    this.issues = [];
    this.label = 'Program';
    this.all = false;
  }

  override render(): TemplateResult {
    const lines = this.#lines();
    const tokens = this.#text.length > maxColoured ? [] : pythonLines(this.#text);
    const shown = this.all ? lines : lines.slice(0, firstLines);
    const unplaced = this.issues.filter(({ line }) => line === undefined);
    return html`
      ${unplaced.map((issue) => finding(issue))}
      <div class="scroll lines" role="region" tabindex="0" aria-label=${this.label}>
        ${shown.map((line) => this.#line(line, tokens))}
      </div>
      ${
        shown.length < lines.length
          ? html`<button class="plain small" @click=${() => this.#showAll()}>Show all ${lines.length} lines</button>`
          : nothing
      }
    `;
  }

  /** Without the line break at its end, which would stand there as an empty line. */
  get #text(): string {
    return this.code.trimEnd();
  }

  #lines(): DiffLine[] {
    if (this.older !== null) return differences(this.older.trimEnd(), this.#text);
    return this.#text.split('\n').map((text, index) => ({ kind: 'same', text, line: index + 1 }));
  }

  #line({ kind, text, line }: DiffLine, tokens: Token[][]): TemplateResult {
    const issues = line === null ? [] : this.issues.filter((issue) => issue.line === line);
    const spans = line === null ? text : (tokens[line - 1]?.map(span) ?? text);
    return html`<div class="line ${kind} ${issues.length > 0 ? 'marked' : ''}">
        <span class="number" aria-hidden="true">${line}</span><span class="sign" aria-hidden="true">${signs[kind]}</span
        ><code>${kind === 'same' ? nothing : html`<span class="visually-hidden">${spoken[kind]}</span>`}${spans}</code>
      </div>
      ${issues.map((issue) => finding(issue))}`;
  }

  #showAll(): void {
    this.all = true;
  }
}

function span({ kind, text }: Token): TemplateResult | string {
  if (kind === 'plain') return text;
  return html`<span class=${kind === 'number' ? 'number-token' : kind}>${text}</span>`;
}

function finding(issue: Issue): TemplateResult {
  return html`<div class="finding ${issue.severity === 'blocking' ? 'problem' : 'note'}" role="note">
    <strong>${issue.severity}</strong> · ${issue.rule}${issue.line === undefined ? '' : ` · line ${issue.line}`}<br />
    ${issue.message}${issue.suggestion === undefined ? nothing : html`<br />${issue.suggestion}`}
    ${issue.overridden === undefined ? nothing : html`<br />Overridden: ${issue.overridden}`}
  </div>`;
}

customElements.define('pc-code', CodeView);
