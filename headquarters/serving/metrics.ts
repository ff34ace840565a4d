import type { Standing } from '../database/queries/standing.ts';
import type { App } from '../routes/routes.ts';

// Prometheus' text format (0.0.4), written by hand: two counters and a few gauges are less than a library for them.
// Counts only: no unit, no device, no consultation.

/** What happened since the start. */
export interface Metrics {
  /** Counts a request that was answered. */
  answered(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
    readonly code: string | null;
  }): void;
  /** All of it as text; `standing` is null while the database is away. */
  text(standing: Standing | null, backupFailures: number): string;
}

/** Nothing has happened yet. */
export function noMetrics(): Metrics {
  const requests = new Map<string, number>();
  const refusals = new Map<string, number>();
  let seconds = 0;
  const startedAtMs = performance.now();
  return {
    answered: (request) => {
      const { method, route, status, code } = request;
      countUp(requests, `method="${method}",route="${route}",status="${status}"`);
      if (code !== null) countUp(refusals, `code="${code}"`);
      seconds += request.seconds;
    },
    text: (standing, backupFailures) =>
      [
        ...family('requests_total', 'counter', 'Requests answered.', requests),
        ...family('refusals_total', 'counter', 'Requests refused, by code.', refusals),
        ...one('request_seconds_total', 'counter', 'Time spent on requests.', seconds),
        ...one('uptime_seconds', 'gauge', 'Since the start.', (performance.now() - startedAtMs) / 1000),
        ...one('database_up', 'gauge', 'Whether the database answers.', standing === null ? 0 : 1),
        ...one('backup_failures_total', 'counter', 'Scheduled backups that failed.', backupFailures),
        ...(standing === null ? [] : standingLines(standing)),
        '',
      ].join('\n'),
  };
}

/** Counts every request that the app answers. */
export function countRequests(app: App, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
      code: request.refusalCode,
    });
  });
}

function countUp(counts: Map<string, number>, labels: string): void {
  counts.set(labels, (counts.get(labels) ?? 0) + 1);
}

function standingLines(standing: Standing): readonly string[] {
  const byStatus = new Map(
    Object.entries(standing.events).map(([status, count]) => [`status="${status}"`, count]),
  );
  const { backupAgeSeconds } = standing;
  return [
    ...family('events', 'gauge', 'Events stored, by what became of them.', byStatus),
    ...one('devices', 'gauge', 'Devices enrolled and not revoked.', standing.devices),
    ...one('work_list', 'gauge', 'Events that wait for a person.', standing.needPerson),
    ...one('projection_waiting', 'gauge', 'Events not read yet.', standing.lag.waitingEvents),
    ...one('projection_lag_seconds', 'gauge', 'Since the oldest of them came.', standing.lag.lagSeconds),
    ...(backupAgeSeconds === null
      ? []
      : one('backup_age_seconds', 'gauge', 'Since the last verified backup.', backupAgeSeconds)),
  ];
}

function one(name: string, type: 'counter' | 'gauge', help: string, value: number): readonly string[] {
  return family(name, type, help, new Map([['', value]]));
}

function family(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  values: ReadonlyMap<string, number>,
): readonly string[] {
  const full = `postbag_${name}`;
  return [
    `# HELP ${full} ${help}`,
    `# TYPE ${full} ${type}`,
    ...[...values].map(([labels, value]) => `${full}${labels === '' ? '' : `{${labels}}`} ${value}`),
  ];
}
