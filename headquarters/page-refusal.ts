import { pageErrors } from '../contract/headquarters/page-errors.ts';
import type { PageErrorCode, PageErrorDetails } from '../contract/headquarters/page-errors.ts';

/** What headquarters refuses its own page with; the page's error handler turns it into an answer. */
export class PageRefusal<Code extends PageErrorCode = PageErrorCode> extends Error {
  readonly code: Code;
  readonly details: PageErrorDetails<Code>;

  constructor(code: Code, details: PageErrorDetails<Code>) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'PageRefusal';
    this.code = code;
    this.details = details;
  }

  get httpStatus(): number {
    return pageErrors[this.code].httpStatus;
  }
}
