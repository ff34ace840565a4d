import type { Calls } from '../../contract/bridge/calls.ts';
import type { HandlersOf } from './handler.ts';
import { backupHandlers } from './handlers/backups.ts';
import { auditHandlers } from './handlers/audit.ts';
import { checkingHandlers } from './handlers/checking.ts';
import { consultationHandlers } from './handlers/consultations.ts';
import { correctionHandlers } from './handlers/corrections.ts';
import { courierHandlers } from './handlers/courier.ts';
import { keyingHandlers } from './handlers/keying.ts';
import { postroomHandlers } from './handlers/postroom.ts';
import { qualityHandlers } from './handlers/quality.ts';
import { queryHandlers } from './handlers/queries.ts';
import { replyHandlers } from './handlers/replies.ts';
import { sendingHandlers } from './handlers/sending.ts';
import { peopleHandlers, sessionHandlers } from './handlers/session.ts';

/** The table of handlers: one for each call that `contract/bridge/calls.ts` declares. */
export const handlers: { readonly [Feature in keyof Calls]: HandlersOf<Feature> } = {
  session: sessionHandlers,
  people: peopleHandlers,
  consultations: consultationHandlers,
  postroom: postroomHandlers,
  keying: keyingHandlers,
  checking: checkingHandlers,
  queries: queryHandlers,
  replies: replyHandlers,
  sending: sendingHandlers,
  backups: backupHandlers,
  corrections: correctionHandlers,
  courier: courierHandlers,
  quality: qualityHandlers,
  audit: auditHandlers,
};
