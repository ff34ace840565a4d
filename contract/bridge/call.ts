import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** Who may make a call: anyone who has the window · a person signed in · a supervisor signed in. */
export type Access = 'anyone' | 'person' | 'supervisor';

/**
 * One call over the bridge: what is asked, what is answered, what can be refused. The call's name is the key
 * under which it stands in its feature's table (`postroom.openBatch`), so that it is written once.
 */
export interface Call {
  readonly access: Access;
  readonly request: z.ZodType;
  readonly reply: z.ZodType;
  /** Codes that this call refuses with, beside those that any call may (see `commonErrors`). */
  readonly errors: readonly ErrorCode[];
}

/** Refusals that dispatch itself makes, before or after a call's own work. */
export const commonErrors = [
  'UNKNOWN_CALL',
  'INVALID_REQUEST',
  'INVALID_REPLY',
  'SENDER_REFUSED',
  'UNEXPECTED',
  'NOT_SIGNED_IN',
  'LOCKED',
  'SUPERVISOR_ONLY',
  'DISK_FULL',
  'DISK_FAILED',
] as const satisfies readonly ErrorCode[];

/** Keeps each call's own schemas in its type while checking the table's form. */
export function declareCalls<const Table extends Record<string, Call>>(table: Table): Table {
  return table;
}

export type RequestOf<C extends Call> = z.infer<C['request']>;
export type ReplyOf<C extends Call> = z.infer<C['reply']>;
