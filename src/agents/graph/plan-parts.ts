import type { Toolbox } from '../../tools/toolbox.ts';
import type { AskedModel } from '../ask-chat-model.ts';
import type { Bounds } from './plan-options.ts';

/** What the nodes of one graph share; nothing in it belongs to a single conversation. */
export interface PlanParts {
  model: AskedModel;
  toolbox: Toolbox;
  bounds: Bounds;
}
