import type { AuditEntry, AuditFilter, AuditVerdict } from '../../../contract/bridge/audit.ts';

/** The page that is asked for at a time: the audit of years is never in memory as one list. */
const pageSize = 1000;

type ListPage = (request: {
  readonly filter: AuditFilter;
  readonly before: number | null;
  readonly limit: number;
}) => Promise<readonly AuditEntry[]>;

/** What a file says of itself, before its entries. */
export interface AboutAudit {
  readonly format: 'postbag-audit/1';
  readonly writtenAtMs: number;
  readonly order: 'newest first';
  readonly filter: AuditFilter;
  /** With the head that covers every entry in the file. */
  readonly audit: AuditVerdict;
}

/** A form in which the audit is written: what stands first, the entries, and their number at the end. */
export interface AuditForm {
  readonly mediaType: string;
  /** Of the file's name. */
  readonly extension: string;
  readonly begin: (about: AboutAudit) => string;
  readonly entries: (page: readonly AuditEntry[]) => string;
  readonly end: (entries: number) => string;
}

interface Order {
  readonly form: AuditForm;
  readonly filter: AuditFilter;
  readonly verdict: AuditVerdict;
  readonly nowMs: number;
  /** How many entries were read so far. */
  readonly tell: (entries: number) => void;
  readonly signal: AbortSignal;
}

/**
 * The audit in the pieces of a file: what it is, with its head, the entries, the newest first, and at the end their
 * number, so that a file that was cut off shows it. What was written while it was being read isn't in it. Null where it
 * was cancelled.
 */
export async function exportAudit(listPage: ListPage, order: Order): Promise<string[] | null> {
  const { form, filter, verdict, nowMs, tell, signal } = order;
  const about = { writtenAtMs: nowMs, filter, audit: verdict } as const;
  const parts = [form.begin({ format: 'postbag-audit/1', order: 'newest first', ...about })];
  let entries = 0;
  // A broken audit is written out whole: what stands behind the break is wanted most.
  let before = verdict.brokenAt === null ? verdict.entries + 1 : null;
  for (;;) {
    if (signal.aborted) return null;
    const page = await listPage({ filter, before, limit: pageSize });
    parts.push(form.entries(page));
    entries += page.length;
    tell(entries);
    if (page.length < pageSize) break;
    before = page.at(-1)!.number;
  }
  parts.push(form.end(entries));
  return signal.aborted ? null : parts;
}
