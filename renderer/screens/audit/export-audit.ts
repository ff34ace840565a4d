import type { AuditEntry, AuditFilter, AuditVerdict } from '../../../contract/bridge/audit.ts';

/** The page that is asked for at a time: the audit of years is never in memory as one list. */
const pageSize = 1000;

type ListPage = (request: {
  readonly filter: AuditFilter;
  readonly before: number | null;
  readonly limit: number;
}) => Promise<readonly AuditEntry[]>;

interface Order {
  readonly filter: AuditFilter;
  readonly verdict: AuditVerdict;
  readonly nowMs: number;
  /** How many entries were read so far. */
  readonly tell: (entries: number) => void;
  readonly signal: AbortSignal;
}

/**
 * The audit as NDJSON, in the pieces of a file: a line about it with its head, a line an entry, the newest first, and
 * a line at the end with their number, so that a file that was cut off shows it. What was written while it was being
 * read isn't in it. Null where it was cancelled.
 *
 * An entry's hash can be recomputed from its line and the hash of the entry before: SHA-256 over the JSON list
 * `["postbag-audit/1", previous h, number, atMs, personId, act, subject, details as JSON]`, the hash before the first
 * entry being 64 noughts.
 */
export async function exportAudit(listPage: ListPage, order: Order): Promise<string[] | null> {
  const { filter, verdict, nowMs, tell, signal } = order;
  const about = {
    format: 'postbag-audit/1',
    writtenAtMs: nowMs,
    order: 'newest first',
    filter,
    audit: verdict,
  };
  const parts = [lineOf(about)];
  let entries = 0;
  // A broken audit is written out whole: what stands behind the break is wanted most.
  let before = verdict.brokenAt === null ? verdict.entries + 1 : null;
  for (;;) {
    if (signal.aborted) return null;
    const page = await listPage({ filter, before, limit: pageSize });
    parts.push(page.map(lineOf).join(''));
    entries += page.length;
    tell(entries);
    if (page.length < pageSize) break;
    before = page.at(-1)!.number;
  }
  parts.push(lineOf({ entries }));
  return signal.aborted ? null : parts;
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;
