import { SealedDocument } from '../../contract/records/reply-document.ts';
import type { EventKind } from '../../contract/sync/event.ts';

/** What the envelope said of an event when it came. */
export interface Filed {
  readonly consultationId: string;
  readonly eventId: string;
  readonly replyId: string;
  readonly kind: EventKind;
}

/** A document, or what is wrong with the bytes, in words that give away nothing of what a citizen wrote. */
export type Reading =
  | { readonly document: SealedDocument; readonly problem: null }
  | { readonly document: null; readonly problem: string };

const wrong = (problem: string): Reading => ({ document: null, problem });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The document that an event's bytes hold, if they hold the one that the envelope said they do. */
export function readDocument(bytes: Uint8Array, filed: Filed): Reading {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return wrong('The bytes are not text in UTF-8.');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong('The text is not JSON.');
  }
  const parsed = SealedDocument.safeParse(json);
  if (!parsed.success) return wrong(whyUnreadable(json, parsed.error.issues[0]?.path ?? []));
  const document = parsed.data;
  const isAsFiled =
    document.event.id === filed.eventId &&
    document.event.kind === filed.kind &&
    document.replyId === filed.replyId &&
    document.consultation.id === filed.consultationId;
  if (!isAsFiled) return wrong('The document is another than its envelope says.');
  // Legal in JSON, and refused by the database's text.
  const hasNul = document.format === 'postbag-reply/1' && document.serial.label.includes('\u0000');
  return hasNul ? wrong('The serial holds a character that no serial has.') : { document, problem: null };
}

const knownFormats: ReadonlySet<unknown> = new Set(['postbag-reply/1', 'postbag-withdrawal/1']);

function whyUnreadable(json: unknown, path: readonly PropertyKey[]): string {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (!knownFormats.has(format)) return 'The document is of a format that this program does not know.';
  // Only the first step of the path: further ones may be keys that somebody typed.
  return `The document is not as its format has it, at “${String(path[0] ?? 'the whole')}”.`;
}
