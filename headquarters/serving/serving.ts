import { noMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';

/** What the routes for whoever watches over headquarters work with. */
export interface Serving {
  readonly metrics: Metrics;
  /** With it, `/metrics` may be read from elsewhere too, and not without. */
  readonly metricsToken: string | undefined;
  /** Scheduled backups that failed since the last one that was verified. */
  backupFailures(): number;
}

/** Nothing scheduled, metrics for this computer only. */
export const plainServing = (): Serving => ({
  metrics: noMetrics(),
  metricsToken: undefined,
  backupFailures: () => 0,
});
