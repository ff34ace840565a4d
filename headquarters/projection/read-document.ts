import { SealedDocument } from '../../contract/records/reply-document.ts';
import type { EventKind } from '../../contract/sync/event.ts';

/** What the envelope said of an event when it came. */
export interface Filed {
  readonly consultationId: string;
  readonly eventId: string;
  readonly replyId: string;
  readonly kind: EventKind;
}

/**
 * The document that an event's bytes hold, or null where they hold none: not UTF-8, not JSON, not of a format
 * known here, or not what the envelope said they were.
 */
export function readDocument(bytes: Uint8Array, filed: Filed): SealedDocument | null {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  const parsed = SealedDocument.safeParse(json);
  if (!parsed.success) return null;
  const document = parsed.data;
  const isAsFiled =
    document.event.id === filed.eventId &&
    document.event.kind === filed.kind &&
    document.replyId === filed.replyId &&
    document.consultation.id === filed.consultationId;
  return isAsFiled ? document : null;
}
