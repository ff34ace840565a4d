import { syncErrors } from '../contract/sync/sync-errors.ts';
import type { SyncErrorCode, SyncErrorDetails } from '../contract/sync/sync-errors.ts';

/** The one error that headquarters throws on purpose; the error handler turns it into an answer. */
export class Refusal<Code extends SyncErrorCode = SyncErrorCode> extends Error {
  readonly code: Code;
  readonly details: SyncErrorDetails<Code>;

  constructor(code: Code, details: SyncErrorDetails<Code>) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }

  get httpStatus(): number {
    return syncErrors[this.code].httpStatus;
  }
}
