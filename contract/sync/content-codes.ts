// What a receipt or the work list says of a single event (class *content*): its bytes are stored, no retry helps, and
// a person should look. Apart from the refusals, because nothing here stops a consignment.

/**
 * `isCounted`: whether the event counts all the same until somebody decides otherwise. `unit` is said at the unit,
 * which has the paper; `headquarters` on headquarters' own page, where somebody can decide.
 */
interface ContentCodeEntry {
  readonly isCounted: boolean;
  readonly unit: string;
  readonly headquarters: string;
}

/** Every content code: what it means, and what to do. */
export const contentErrors = {
  ID_CONFLICT: {
    isCounted: false,
    unit: 'Headquarters has something else under the same identity; both are kept. Look whether this store was copied or restored, and speak to headquarters, who decide which of the two counts.',
    headquarters:
      'The same identity came with two contents; both are kept, and the first to come counts. Ask the unit which is right; accept this one to let it count instead, or reject it.',
  },
  INVALID: {
    isCounted: false,
    unit: 'Headquarters keeps this reply but cannot read it, so it is not counted. Correct the reply and send it again, or speak to headquarters.',
    headquarters:
      'The bytes are kept but are no reply that this program can read, so nothing is counted. Ask the unit to send it again, or start a newer headquarters; then acknowledge or reject this one.',
  },
  CONFLICT: {
    isCounted: false,
    unit: 'Another correction of this reply came first and is the one that counts; both are kept. Look at the reply’s history, and speak to headquarters if this one is right.',
    headquarters:
      'Another event did already what this one would do; both are kept, and the first to come counts. Ask the unit which is right; accept this one to let it count instead, or reject it.',
  },
  REVISION_MISSING: {
    isCounted: false,
    unit: 'This correction is at headquarters before what it corrects, and waits for that. Send everything that is here; if it stays so, speak to headquarters.',
    headquarters:
      'This correction waits for the event that it replaces, which has not come or could not be read. It is released by itself when that comes; accept it to let it stand alone, or reject it.',
  },
  DEVICE_REVOKED: {
    isCounted: false,
    unit: 'This reply came to headquarters on a stick after this computer was withdrawn. It is kept there and not counted until headquarters decides. Speak to headquarters.',
    headquarters:
      'This came by courier from a computer that was withdrawn; it is kept and not counted. Make sure with the unit that it is genuine; then accept or reject it.',
  },
  REJECTED: {
    isCounted: false,
    unit: 'Headquarters looked at this and decided that it does not count. It is kept on both sides. If you think otherwise, speak to headquarters.',
    headquarters:
      'Somebody decided that this does not count. It is kept; accept it to let it count after all.',
  },
  POSSIBLE_DUPLICATE: {
    isCounted: true,
    unit: 'The same computer sent another reply under this serial; both are counted for now. Compare the two papers: withdraw one if they are the same, correct the serial if not.',
    headquarters:
      'The same computer sent another reply under this serial; both are counted. Have the unit compare the papers; then acknowledge that they are two, or reject this one.',
  },
  FORM_UNKNOWN: {
    isCounted: true,
    unit: 'This reply was keyed with a version of the consultation that headquarters does not have. It is counted; send headquarters the file of that consultation.',
    headquarters:
      'This was keyed with a version of the consultation that is not here. It is counted. Get that version from the unit and add it, or acknowledge this.',
  },
  LATE: {
    isCounted: true,
    unit: 'This reply came after the closing date. It is kept at headquarters and counted as late. There is nothing to do here.',
    headquarters:
      'This reply came after the closing date. It is kept and counted as late. Acknowledge it to let it stand so, or reject it.',
  },
} as const satisfies Record<string, ContentCodeEntry>;

export type ContentCode = keyof typeof contentErrors;

/** Of these the unit is only told: it has nothing to do about them, and what it has to do something about comes first. */
export const codesThatOnlyInform: readonly ContentCode[] = ['LATE'];

/** Every content code, those that keep an event from counting first. */
export const contentCodes = Object.keys(contentErrors) as readonly ContentCode[];

/** What a content code means at the unit or at headquarters; null for one that this program doesn't know. */
export function contentMessage(code: string, where: 'unit' | 'headquarters'): string | null {
  return Object.hasOwn(contentErrors, code) ? contentErrors[code as ContentCode][where] : null;
}
