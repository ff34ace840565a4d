import type { syncErrors, SyncErrorCode } from './sync-errors.ts';

// Why sending doesn't go on by itself, and what a person does about it. The words of `syncErrors` are for the moment of
// a refusal, after most of which sending goes on; these are for when it doesn't. docs/sending.md has the same.

/** A stop in the three parts in which everything is said here. */
interface StopWords {
  readonly happened: string;
  readonly kept: string;
  readonly toDo: string;
}

type StoppingCode = {
  readonly [Code in SyncErrorCode]: (typeof syncErrors)[Code]['errorClass'] extends 'transient'
    ? never
    : Code;
}[SyncErrorCode];

const kept = 'Everything is kept here.';

/** Every code that can stop sending, and `CANCELLED`: a person did. */
export const stops: Readonly<Record<StoppingCode | 'CANCELLED', StopWords>> = {
  CANCELLED: {
    happened: 'Sending was stopped here.',
    kept: 'Everything is kept.',
    toDo: 'It begins again with Send, or when the next batch is sealed.',
  },
  TOKEN_UNKNOWN: {
    happened: 'Headquarters does not know this computer.',
    kept,
    toDo: 'Enrol this computer with a new code from headquarters. Carry by hand meanwhile.',
  },
  TOKEN_EXPIRED: {
    happened: 'This computer’s access has run out.',
    kept,
    toDo: 'Enrol this computer with a new code from headquarters. Carry by hand meanwhile.',
  },
  DEVICE_REVOKED: {
    happened: 'Headquarters has withdrawn this computer.',
    kept,
    toDo: 'Speak to headquarters. Carry by hand meanwhile; to send again, enrol this computer with a new code.',
  },
  STREAM_OF_ANOTHER: {
    happened: 'Headquarters takes this computer for another one.',
    kept,
    toDo: 'Speak to headquarters, and enrol this computer with a new code.',
  },
  CODE_REFUSED: {
    happened: 'Headquarters does not accept the code that this computer was enrolled with.',
    kept,
    toDo: 'Ask headquarters for a new code, and enrol this computer with it.',
  },
  TOO_LARGE: {
    happened: 'Headquarters, or something on the way to it, does not take even the least that can be sent.',
    kept,
    toDo: 'Tell headquarters, and press Send when it has put that right. Carry by hand meanwhile.',
  },
  DIGEST_MISMATCH: {
    happened: 'What arrives at headquarters is not what was sent, however often it was tried.',
    kept,
    toDo: 'Tell headquarters: something changes it on the way. Carry by hand meanwhile, and press Send when that is put right.',
  },
  MALFORMED: {
    happened: 'Headquarters cannot read what this computer sends.',
    kept,
    toDo: 'Tell headquarters: one of the two programs may be too old. Carry by hand meanwhile, and press Send when that is put right.',
  },
  GAP: {
    happened:
      'Headquarters lacks something from before, and does not take what should follow on what it has.',
    kept,
    toDo: 'Tell headquarters, and press Send when it has put that right. Carry by hand meanwhile.',
  },
  FORK: {
    happened:
      'Headquarters has something else already in each series that this computer began: copies of this store have sent.',
    kept: 'Everything is kept here, and at headquarters what the copies sent.',
    toDo: 'Close the copies on the other computers and tell headquarters. Then press Send.',
  },
  BAD_CHAIN: {
    happened: 'The order of the sealed replies does not add up at headquarters.',
    kept,
    toDo: 'Speak to headquarters, and press Send when it has looked into it.',
  },
  BAD_SIGNATURE: {
    happened: 'The signature is not the one that headquarters knows of this computer.',
    kept,
    toDo: 'Speak to headquarters, and enrol this computer with a new code.',
  },
  SERVER_CHANGED: {
    happened:
      'What answers at headquarters’ address is not the headquarters that this computer enrolled with, or an older copy of it.',
    kept: 'Everything is kept here; nothing is sent there.',
    toDo: 'Tell headquarters, and press Send when it has put that right. If it has moved, enrol this computer with a new code from it. Carry by hand meanwhile.',
  },
};

/** A stop that came down to one reply, whatever its code: it is named beside these words. */
export const oneReplyStop: StopWords = {
  happened:
    'Headquarters does not take this reply over the network, and what was sealed after it waits behind it.',
  kept,
  toDo: 'Write a courier file, which carries them all, and tell headquarters.',
};

/** One reply whose document isn't what was sealed any more (SEALED_ALTERED): no way can carry it, nor what follows. */
export const alteredReplyStop: StopWords = {
  happened:
    'This reply is no longer in this store as it was sealed, so it can’t be sent or carried, and what was sealed after it waits behind it.',
  kept: 'Nothing was deleted, and everything else is kept here.',
  toDo: 'Tell headquarters. A supervisor restores a backup from before, on the screen Backups.',
};

/** What is said of a stop; a code that only a later program knows is none of `stops`. */
export function stopMessage(code: string, isAboutOneReply = false): string {
  if (!isAboutOneReply && !Object.hasOwn(stops, code)) return `${kept} Speak to headquarters.`;
  const ofOneReply = code === 'SEALED_ALTERED' ? alteredReplyStop : oneReplyStop;
  const words = isAboutOneReply ? ofOneReply : stops[code as keyof typeof stops];
  return `${words.happened} ${words.kept} ${words.toDo}`;
}
