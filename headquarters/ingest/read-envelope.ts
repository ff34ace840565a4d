import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { EventEnvelope, EventKind } from '../../contract/sync/event.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** An envelope as a device writes it: canonical JSON, ids in small letters, a place of no more than nine figures. */
const asWritten = new RegExp(
  `^\\{"consultationId":"([a-z][a-z0-9-]{1,39})","eventId":"(${uuid})",` +
    `"kind":"(${EventKind.options.join('|')})","replyId":"(${uuid})","seq":([1-9][0-9]{0,8})\\}$`,
);

/**
 * Reads the line before a document, without its line feed. There is one for each reply, and the schema was
 * nearly half of the walk along a chain; so the form that devices write is read by itself, canonical as it stands, and
 * the schema is asked about any other. A line isn't kept but written again where its digest is verified, so that
 * only the one spelling that it has then may come in.
 *
 * @returns null where the line isn't canonical JSON or isn't as the protocol has it
 */
export function readEnvelope(line: Buffer): EventEnvelope | null {
  const text = line.toString('latin1');
  const [, consultationId, eventId, kind, replyId, seq] = asWritten.exec(text) ?? [];
  if (seq !== undefined) {
    return { seq: Number(seq), eventId, kind, consultationId, replyId } as EventEnvelope;
  }
  try {
    const envelope = EventEnvelope.parse(JSON.parse(text));
    return canonicalJson(envelope) === text ? envelope : null;
  } catch {
    return null;
  }
}
