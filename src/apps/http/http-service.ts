import type { Config } from '../../config/schema.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import type { Tenants } from './admission/tenants.ts';
import type { Metrics } from './metrics.ts';
import type { TenantRooms } from './tenant-rooms.ts';

/** What every route of one service shares. */
export interface HttpService {
  readonly coder: PythonCoder;
  readonly config: Config;
  readonly tenants: Tenants;
  readonly rooms: TenantRooms;
  readonly metrics: Metrics;
  /** Code that runs for a request and is no task; a service that stops gives it the same time. */
  readonly calls: Set<Promise<unknown>>;
  /** Fires when the service is told to stop: no new task begins. */
  readonly stopping: AbortSignal;
  /** Fires when tasks had their time to end: whatever is still under way ends too. */
  readonly closing: AbortSignal;
}
