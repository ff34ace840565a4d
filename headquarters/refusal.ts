import { syncErrors } from '../contract/sync/sync-errors.ts';
import type { SyncErrorCode, SyncErrorDetails } from '../contract/sync/sync-errors.ts';

/** The one error that headquarters throws on purpose; the error handler turns it into an answer. */
export class Refusal<Code extends SyncErrorCode = SyncErrorCode> extends Error {
  readonly code: Code;
  readonly details: SyncErrorDetails<Code>;
  readonly httpStatus: number;

  /** `httpStatus` only where it isn't the code's own. */
  constructor(code: Code, details: SyncErrorDetails<Code>, httpStatus: number = syncErrors[code].httpStatus) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
    this.httpStatus = httpStatus;
  }

  /** After how many seconds the same may be tried again, for `Retry-After`; null where trying again helps nothing. */
  get retryAfterSeconds(): number | null {
    if (this.httpStatus === 429) return 1;
    return this.code === 'BUSY' ? 5 : null;
  }
}
