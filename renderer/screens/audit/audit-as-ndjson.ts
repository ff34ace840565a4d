import type { AuditForm } from './export-audit.ts';

/**
 * A JSON object a line: to keep, and to check. An entry's hash can be recomputed from its line and the hash of the entry
 * before: SHA-256 over the JSON list `["postbag-audit/1", previous h, number, atMs, personId, act, subject, details as
 * JSON]`, the hash before the first entry being 64 noughts.
 */
export const auditAsNdjson: AuditForm = {
  mediaType: 'application/x-ndjson',
  extension: 'ndjson',
  begin: ({ format, writtenAtMs, order, filter, audit }) =>
    lineOf({ format, writtenAtMs, order, filter, audit }),
  entries: (page) => page.map(lineOf).join(''),
  end: (entries) => lineOf({ entries }),
};

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;
