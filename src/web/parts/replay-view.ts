import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AuditReplay } from '../../contracts/audit.ts';
import { styles } from '../styles.ts';

const verdicts: Record<AuditReplay['verdict'], string> = {
  identical: 'Identical: the same program on the same files printed and wrote exactly the same.',
  'same-to-12-digits': 'The same, but for digits beyond the twelfth, which hang on the processor.',
  different: 'Different: this run did not give what the record says.',
};

/** What a recorded program did this time, compared with what it did then. */
export class ReplayView extends LitElement {
  static override properties = { replay: { attribute: false } };
  static override styles = styles;
  declare replay: AuditReplay | null;

  constructor() {
    super();
    this.replay = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { replay } = this;
    if (replay === null) return nothing;
    return html`<div class="card stack">
      <p role="status" class=${replay.verdict === 'different' ? 'problem' : 'good'}>
        <strong>${verdicts[replay.verdict]}</strong>
      </p>
      <ul class="small">
        <li>Then: ${replay.status.recorded}. Now: ${replay.status.replayed}.</li>
        <li>Output: ${replay.output.comparison}</li>
        ${replay.artifacts.map(({ name, comparison }) => html`<li>${name}: ${comparison}</li>`)}
        ${replay.notes.map((note) => html`<li>${note}</li>`)}
      </ul>
      ${replay.output.difference === null ? nothing : html`<pre>${replay.output.difference}</pre>`}
    </div>`;
  }
}

customElements.define('pc-replay', ReplayView);
