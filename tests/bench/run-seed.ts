import { randomBytes } from 'node:crypto';

/** Another one each run, and printed with the result; POSTBAG_SEED gives a run its seed back. */
export function runSeed(): string {
  return process.env['POSTBAG_SEED'] ?? randomBytes(4).toString('hex');
}
