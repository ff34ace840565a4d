import { backupCalls } from './backups.ts';
import type { Call, ReplyOf, RequestOf } from './call.ts';
import { auditCalls } from './audit.ts';
import { checkingCalls } from './checking.ts';
import { consultationCalls } from './consultations.ts';
import { correctionCalls } from './corrections.ts';
import { courierCalls } from './courier.ts';
import { keyingCalls, queryCalls } from './keying.ts';
import { postroomCalls } from './postroom.ts';
import { qualityCalls } from './quality.ts';
import { replyCalls } from './replies.ts';
import { sendingCalls } from './sending.ts';
import { peopleCalls, sessionCalls } from './session.ts';

/** Every call there is, by feature. A call's name on the pipe is `feature.call`. */
export const calls = {
  session: sessionCalls,
  people: peopleCalls,
  consultations: consultationCalls,
  postroom: postroomCalls,
  keying: keyingCalls,
  checking: checkingCalls,
  queries: queryCalls,
  replies: replyCalls,
  sending: sendingCalls,
  backups: backupCalls,
  corrections: correctionCalls,
  courier: courierCalls,
  quality: qualityCalls,
  audit: auditCalls,
} as const;

export type Calls = typeof calls;

/** The window's view of the table: one asynchronous function a call (renderer/bridge.ts makes it). */
export type Bridge = {
  readonly [Feature in keyof Calls]: {
    readonly [Name in keyof Calls[Feature]]: Calls[Feature][Name] extends infer C extends Call
      ? (request: RequestOf<C>) => Promise<ReplyOf<C>>
      : never;
  };
};
