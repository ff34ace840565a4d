import { z } from 'zod';
import { batchDigits } from './rules/batch-label.ts';

// The error catalogue. A refusal anywhere in Postbag carries one of these codes, with details of this shape,
// and the screen shows this message: what happened, what was kept, what to do. docs/errors.md is held equal
// to this file by a test. `{name}` in a message is replaced by that detail.

interface Entry<Details extends z.ZodType> {
  readonly details: Details;
  readonly message: string;
}
const entry = <Details extends z.ZodType>(message: string, details: Details): Entry<Details> => ({
  details,
  message,
});
const none = z.strictObject({});

export const catalogue = {
  // The pipe and dispatch
  UNKNOWN_CALL: entry(
    'This window asked for something that this program does not do. Nothing was changed. Reload the window.',
    z.strictObject({ name: z.string() }),
  ),
  INVALID_REQUEST: entry(
    'What was sent is not in the form that was asked for: {issues}. Nothing was changed.',
    z.strictObject({ issues: z.array(z.string()) }),
  ),
  INVALID_REPLY: entry(
    'The program made an answer that it could not vouch for, so it was not shown. What you keyed is kept. Tell your supervisor the words: {issues}.',
    z.strictObject({ issues: z.array(z.string()) }),
  ),
  SENDER_REFUSED: entry(
    'The message came from a page that is not Postbag. It was refused and nothing was changed.',
    none,
  ),
  UNEXPECTED: entry(
    'Something went wrong that nobody foresaw: {reason}. All that was shown as saved is kept. Try again, and tell your supervisor if it comes back.',
    z.strictObject({ reason: z.string() }),
  ),
  CONNECTION_LOST: entry(
    'The window has lost the program behind it. All that was shown as saved is kept. Start Postbag again and open the address that it prints.',
    none,
  ),

  // Who is there
  NOT_SIGNED_IN: entry('Nobody is signed in. Nothing was changed. Sign in to go on.', none),
  LOCKED: entry('The screen is locked. Everything is kept as it was. Give your passphrase to go on.', none),
  SUPERVISOR_ONLY: entry(
    'Only a supervisor may do this. Nothing was changed. Ask a supervisor to sign in.',
    none,
  ),
  WRONG_PASSPHRASE: entry(
    'That name and passphrase do not open this store. Nothing was changed. The next try is taken in {waitSeconds} s.',
    z.strictObject({ waitSeconds: z.number() }),
  ),
  TOO_MANY_ATTEMPTS: entry(
    'There have been several wrong passphrases, so the next try is taken in {waitSeconds} s. Nothing was changed.',
    z.strictObject({ waitSeconds: z.number() }),
  ),
  SIGN_IN_NAME_TAKEN: entry(
    'Somebody already signs in as “{signInName}”. Nothing was changed. Choose another name.',
    z.strictObject({ signInName: z.string() }),
  ),
  PERSON_UNKNOWN: entry(
    'There is no such person here, or they have left. Nothing was changed. Choose somebody who can sign in.',
    none,
  ),
  LAST_SUPERVISOR: entry(
    'This is the only supervisor. A unit must keep one. Nothing was changed. Make somebody else supervisor first.',
    none,
  ),

  // The store
  STORE_EXISTS: entry(
    'There is a store in this folder already. It was left as it is. Sign in to it, or choose another folder.',
    none,
  ),
  STORE_MISSING: entry(
    'There is no store in this folder. Create the unit’s store first, or start Postbag with the folder where it lies.',
    none,
  ),
  KEYRING_MISSING: entry(
    'The store is here, but the keyring that opens it is not. Nothing was changed. Put back the file “{file}” from your backup.',
    z.strictObject({ file: z.string() }),
  ),
  KEYRING_DAMAGED: entry(
    'The keyring “{file}” can’t be read: {reason}. The store was left as it is. Put the keyring back from your backup.',
    z.strictObject({ file: z.string(), reason: z.string() }),
  ),
  STORE_IN_USE: entry(
    'Another Postbag has this store open. Nothing was changed. Close it there first.',
    none,
  ),
  STORE_NEWER: entry(
    'This store was written by a newer Postbag (store version {storeVersion}, this program knows {knownVersion}). It was left as it is. Update this program.',
    z.strictObject({ storeVersion: z.int(), knownVersion: z.int() }),
  ),
  STORE_NOT_A_STORE: entry(
    'The file “{file}” is not a Postbag store, or is damaged. It was left as it is. Restore a backup.',
    z.strictObject({ file: z.string() }),
  ),
  STORE_NOT_LOCAL: entry(
    'The folder is {where}. A store there can be damaged or seen by others, so it was not opened. Choose a folder on this computer’s own disk.',
    z.strictObject({ where: z.string() }),
  ),
  STORE_UNSAFE: entry(
    'The store could not be opened with the settings that keep it safe ({setting} is {value}). It was left as it is. Tell your supervisor.',
    z.strictObject({ setting: z.string(), value: z.string() }),
  ),
  STORE_NO_PERMISSION: entry(
    'This computer does not let you write in the store’s folder. Nothing was changed. Ask for write permission on it.',
    none,
  ),
  MIGRATION_FAILED: entry(
    'Bringing the store to this version failed at step {step}: {reason}. The store was put back as it was.',
    z.strictObject({ step: z.string(), reason: z.string() }),
  ),
  DISK_FULL: entry(
    'The disk is full. What you typed is kept on the screen and not yet in the store. Make room on the disk; it is saved by itself when there is some.',
    none,
  ),
  DISK_FAILED: entry(
    'The disk refused to write ({reason}). What you typed is kept on the screen and not yet in the store. Tell your supervisor before you go on.',
    z.strictObject({ reason: z.string() }),
  ),

  STORE_DISK_FULL: entry(
    'The disk is full, so the store could not be opened. Everything in it is kept as it was. Make room on the disk and try again.',
    none,
  ),
  STORE_LOG_MISSING: entry(
    'The file “{file}”, which holds the newest entries of this store, is not there. Nothing was changed. Put it back, or restore a backup.',
    z.strictObject({ file: z.string() }),
  ),

  // Backups, and the way back
  BACKUP_RUNNING: entry('A backup is being made already. Nothing was started twice.', none),
  BACKUP_CANCELLED: entry('The backup was cancelled. The earlier backups are kept.', none),
  BACKUP_FAILED: entry(
    'The backup could not be made ({reason}). The earlier backups and the store are kept as they were. It is tried again by itself; tell your supervisor if this stays.',
    z.strictObject({ reason: z.string() }),
  ),
  BACKUP_DISK_FULL: entry(
    'The disk of “{folder}” is full, so no backup was made. The earlier backups and the store are kept as they were. Make room on that disk; the backup is tried again by itself.',
    z.strictObject({ folder: z.string() }),
  ),
  BACKUP_FOLDER_AWAY: entry(
    'The second folder for backups, “{folder}”, is not there, so the newest backup lies on this computer only. Plug in its disk, or choose another folder.',
    z.strictObject({ folder: z.string() }),
  ),
  BACKUP_NO_PERMISSION: entry(
    'This computer does not let you write in “{folder}”, so no backup was made there. The earlier backups are kept. Ask for write permission on it, or choose another folder.',
    z.strictObject({ folder: z.string() }),
  ),
  BACKUP_FOLDER_REFUSED: entry(
    'This folder can’t take backups: {reason}. Nothing was changed. Choose another folder.',
    z.strictObject({ reason: z.string() }),
  ),
  BACKUP_UNKNOWN: entry('There is no such backup there any more. Nothing was changed.', none),
  BACKUP_DAMAGED: entry(
    'This backup is not whole ({reason}), so it was not used. The store is as it was. Choose another backup.',
    z.strictObject({ reason: z.string() }),
  ),
  RESTORE_FAILED: entry(
    'The backup could not be put in the store’s place ({reason}). Nothing was lost: the store and the backup are both kept. Mend that and try again.',
    z.strictObject({ reason: z.string() }),
  ),
  RESTORE_NOT_NEEDED: entry(
    'The store can be opened, so nothing was put in its place. Sign in; a supervisor restores a backup from the screen Backups.',
    none,
  ),
  RECOVERY_NOT_POSSIBLE: entry(
    'Headquarters has no key to this store, because it was never enrolled there. Nothing was changed. Somebody who has a passphrase must sign in.',
    none,
  ),
  RECOVERY_ANSWER_UNREADABLE: entry(
    'This is not a whole answer of headquarters ({reason}). Nothing was changed. Paste all of it, from its first line to its last.',
    z.strictObject({ reason: z.string() }),
  ),
  RECOVERY_ANSWER_FOREIGN: entry(
    'This answer is for another store. Nothing was changed. Ask headquarters for the answer to the request that is shown here.',
    none,
  ),
  RECOVERY_ANSWER_OUTDATED: entry(
    'This answers an earlier request than the one that is shown here. Nothing was changed. Send headquarters the newest request.',
    none,
  ),

  // Consultations
  PACK_MISTAKES: entry(
    'The consultation file has {count} mistakes, so it was not taken in. They are listed with their places.',
    z.strictObject({
      count: z.int(),
      mistakes: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    }),
  ),
  PACK_KNOWN: entry('This version of the consultation is here already. Nothing was changed.', none),
  SERIAL_PREFIX_TAKEN: entry(
    'Another consultation, {consultationId}, numbers its replies {serialPrefix} already. Nothing was changed.',
    z.strictObject({ consultationId: z.string(), serialPrefix: z.string() }),
  ),
  CONSULTATION_UNKNOWN: entry('There is no such consultation in this store. Nothing was changed.', none),

  // Post room
  BATCH_UNKNOWN: entry('There is no such batch in this store. Nothing was changed.', none),
  BATCH_SEALED: entry(
    'Batch {number} is sealed, so nothing in it can change. A correction is a new revision of the reply.',
    z.strictObject({ number: z.int() }),
  ),
  BATCH_FULL: entry(
    'Batch {number} was counted as {documentCount} replies and has them all. Nothing was logged. Correct the count of the batch first, if there is one more.',
    z.strictObject({ number: z.int(), documentCount: z.int() }),
  ),
  LOGGED_OTHERWISE: entry(
    'This paper is logged already, as {serialLabel}, with other details. That stays; nothing more was logged. Look at {serialLabel} and put right what differs.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  NOTED_OTHERWISE: entry(
    'This note was kept already, with other words. What was kept stays; the new words were not added. Write a second note for them.',
    none,
  ),
  BATCH_OUTSTANDING: entry(
    'Batch {number} still has {outstanding} replies to key. It was not sealed. Key them or exclude them with a reason.',
    z.strictObject({ number: z.int(), outstanding: z.int() }),
  ),
  BATCH_SHORT: entry(
    'Batch {number} was counted as {documentCount} replies, and {logged} are logged. It was not sealed. Log the rest, or correct the count.',
    z.strictObject({ number: z.int(), documentCount: z.int(), logged: z.int() }),
  ),
  BATCH_QUERIES: entry(
    'Batch {number} has {queries} open queries. It was not sealed. Close them first.',
    z.strictObject({ number: z.int(), queries: z.int() }),
  ),
  COUNT_BELOW_LOGGED: entry(
    '{logged} replies are logged in this batch already, so it can’t be counted as fewer. Nothing was changed.',
    z.strictObject({ logged: z.int() }),
  ),
  REPLY_UNKNOWN: entry('There is no such reply in this store. Nothing was changed.', none),
  REPLY_EXCLUDED: entry(
    'Reply {serialLabel} is set aside. Nothing was changed. Take it back first.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  REPLY_SEALED: entry(
    'Reply {serialLabel} is sealed. Nothing was changed.',
    z.strictObject({ serialLabel: z.string() }),
  ),

  REPLY_TOO_LARGE: entry(
    'Reply {serialLabel} is larger than headquarters takes ({megabytes} MB; {mostMegabytes} MB is the most). Nothing was sealed, and what was keyed is kept. Key the longest comments in part, with a note that says so, and file the paper.',
    z.strictObject({ serialLabel: z.string(), megabytes: z.number(), mostMegabytes: z.number() }),
  ),
  REPLY_NOT_SEALED: entry(
    'Reply {serialLabel} is not sealed yet. Nothing was changed. Correct it where it was keyed.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  REPLY_WITHDRAWN: entry(
    'Reply {serialLabel} was withdrawn, and that is final. Nothing was changed. If it counts after all, speak to headquarters.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  NOTHING_CORRECTED: entry(
    'The correction says the same as what is sealed. Nothing was changed. Change a field first.',
    none,
  ),

  // Keying
  KEYED_BY_ANOTHER: entry(
    '{keyerName} keyed this reply or is keying it, and only they can change it. Nothing was changed. Ask them to correct it, or take the next one.',
    z.strictObject({ keyerName: z.string() }),
  ),
  FIELD_UNKNOWN: entry(
    'The form of this reply has no field “{field}”. Nothing was changed.',
    z.strictObject({ field: z.string() }),
  ),
  FIELDS_UNANSWERED: entry(
    '{count} fields have neither a value nor a blank yet; the first is “{field}”. What you keyed is kept. Go to it and press Enter for blank.',
    z.strictObject({ count: z.int(), field: z.string() }),
  ),
  MARK_REFUSED: entry(
    'The mark does not fit the field “{field}”: {reason}. The last saved value is kept.',
    z.strictObject({ field: z.string(), reason: z.string() }),
  ),
  REPLY_BEING_CHECKED: entry(
    'Somebody is keying {serialLabel} again, or has, so its first keying stays as it is. Nothing was changed. What is wrong in it comes up where the two keyings differ.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  REPLY_NOT_KEYED: entry(
    '{serialLabel} is not keyed to its end yet, so it can’t be keyed again. Nothing was changed. Take the next one.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  NOTHING_TO_REKEY: entry(
    'By the consultation’s plan nothing of {serialLabel} is keyed again. Nothing was changed. Take the next one.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  KEYED_BY_YOU: entry(
    'You keyed {serialLabel} or a part of it, and a different person keys it again. Nothing was changed. Take the next one.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  FIRST_VALUES_SEEN: entry(
    'You have looked at what was first keyed of {serialLabel}, and whoever keys it again must not have. Nothing was changed. Somebody else keys it again: take the next one.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  SECOND_KEYING_FINISHED: entry(
    'The second keying of {serialLabel} is finished and stays as it is. Nothing was changed. What differs is decided by a third person.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  NOTHING_TO_DECIDE: entry(
    'This field is not waiting for that any more: somebody else may have decided it. Nothing was changed. Go on with the next.',
    none,
  ),
  NOT_A_THIRD_PERSON: entry(
    'You keyed {serialLabel}, and a third person decides where its two keyings differ. Nothing was changed. Leave it to somebody else.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  NOT_CONTESTABLE: entry(
    'This decision can’t be contested, or not any more: it is about a keying of somebody else, or you have contested this field before. Nothing was changed. Speak to your supervisor.',
    none,
  ),
  BATCH_UNVERIFIED: entry(
    'In batch {number}, {unverified} keyed replies are not verified yet. Nothing was sealed. Have them keyed again and decided first.',
    z.strictObject({ number: z.int(), unverified: z.int() }),
  ),
  QUERY_UNKNOWN: entry('There is no such query. Nothing was changed.', none),
  QUERY_OF_ANOTHER: entry(
    'This query is {ownerName}’s. Nothing was changed. Leave it to them, or ask a supervisor to give it to you.',
    z.strictObject({ ownerName: z.string() }),
  ),
  DUPLICATE_KEYED_BY_YOU: entry(
    'You keyed {serialLabel}, and a second person confirms that it is the same sender’s as another. The query stays open. Leave it to somebody else.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  QUERY_RAISED_OTHERWISE: entry(
    'This query was raised already, with other words. What was raised stays; the new words were not added. Raise a second query for them.',
    none,
  ),

  // Sending
  NOT_ENROLLED: entry(
    'This computer is not enrolled with a headquarters. Everything is kept here. Ask headquarters for a code and enrol.',
    none,
  ),
  ALREADY_ENROLLED: entry(
    'This computer is enrolled with another headquarters than the one that gave this code. Nothing was changed. Ask the headquarters that it is enrolled with for a code.',
    none,
  ),
  ENROLMENT_REFUSED: entry(
    'Headquarters did not take the code ({reason}). Nothing was changed. Ask for a new code.',
    z.strictObject({ reason: z.string() }),
  ),
  HEADQUARTERS_UNREACHABLE: entry(
    'Headquarters could not be reached ({reason}). Everything is kept here. Try again later; nothing is sent twice.',
    z.strictObject({ reason: z.string() }),
  ),
  HEADQUARTERS_REFUSED: entry(
    'Headquarters refused what was sent. {reason} If it stays so, tell headquarters the code {code}.',
    z.strictObject({ code: z.string(), reason: z.string() }),
  ),
  RECEIPT_INVALID: entry(
    'What came back is not a valid receipt from the headquarters enrolled here ({reason}). Everything is kept here and nothing is shown as received.',
    z.strictObject({ reason: z.string() }),
  ),
  SENDING_DISK_FULL: entry(
    'The disk of this computer is full, so nothing more can be sent: what headquarters answers must be kept here. Everything sealed is kept. Make room on the disk; sending goes on by itself.',
    none,
  ),
  SENDING_DISK_FAILED: entry(
    'The disk of this computer refused to write ({reason}), so nothing more can be sent: what headquarters answers must be kept here. Everything sealed is kept. Tell your supervisor; it is tried again by itself.',
    z.strictObject({ reason: z.string() }),
  ),
  SEALED_ALTERED: entry(
    '{serialLabel} is no longer in this store as it was sealed, so it can’t be sent or carried, nor can what was sealed after it. Nothing was deleted. Tell headquarters; a supervisor restores a backup from before on the screen Backups.',
    z.strictObject({ serialLabel: z.string() }),
  ),
  SENDING_ALREADY: entry('Sending is under way already. Nothing was started twice.', none),
  NOTHING_TO_SEND: entry('There is nothing to send: every sealed reply has its receipt.', none),

  // Carrying by hand
  NOTHING_TO_CARRY: entry(
    'There is nothing to carry: every sealed reply has its receipt. No file was written.',
    none,
  ),
  COURIER_ALREADY: entry('A courier file is being written already. Nothing was started twice.', none),
  COURIER_FOLDER_MISSING: entry(
    'There is no folder “{folder}”. No file was written, and everything is kept here. Put the stick in again, or choose another folder.',
    z.strictObject({ folder: z.string() }),
  ),
  COURIER_FOLDER_READ_ONLY: entry(
    'Nothing can be written in “{folder}”. No file was written, and everything is kept here. Check the stick’s lock, or choose another folder.',
    z.strictObject({ folder: z.string() }),
  ),
  COURIER_NO_SPACE: entry(
    'There is not enough room in “{folder}”: about {neededMegabytes} MB are needed. No file was left there, and everything is kept here. Make room, or take another stick.',
    z.strictObject({ folder: z.string(), neededMegabytes: z.number() }),
  ),
  COURIER_STICK_GONE: entry(
    '“{folder}” went away while the file was being written. There is no courier file; a part of one, ending in .part, may have stayed there and can be deleted. Everything is kept here. Put the stick in again and write the file anew.',
    z.strictObject({ folder: z.string() }),
  ),
  COURIER_NOT_VERIFIED: entry(
    'What was read back from “{folder}” is not what was written ({reason}). The file was removed, and everything is kept here. Do not trust this stick; take another one.',
    z.strictObject({ folder: z.string(), reason: z.string() }),
  ),
  COURIER_NOT_WRITTEN: entry(
    'The courier file could not be written in “{folder}” ({reason}). No file was left there, and everything is kept here. Try again, or choose another folder.',
    z.strictObject({ folder: z.string(), reason: z.string() }),
  ),
  NOT_A_RECEIPT_FILE: entry(
    'This is not a receipt file from headquarters ({reason}). Nothing was changed. Choose the file that came back from headquarters; its name ends in .json.',
    z.strictObject({ reason: z.string() }),
  ),
  RECEIPTS_OF_ANOTHER_HEADQUARTERS: entry(
    'These receipts are from another headquarters than the one enrolled here. Nothing was changed. Ask your headquarters for its receipt file.',
    none,
  ),
  RECEIPTS_FOR_ANOTHER_COMPUTER: entry(
    'These receipts are for another computer: {computer}. Nothing was changed. Take them in there, and ask headquarters for the receipts of this computer.',
    z.strictObject({ computer: z.string() }),
  ),
  RECEIPTS_ALTERED: entry(
    'Something in this file does not bear headquarters’ signature: the file was altered or damaged on its way. Nothing was changed. Ask headquarters for it again.',
    none,
  ),
  RECEIPTS_OF_EARLIER_LIFE: entry(
    'These receipts were written before headquarters was restored from a backup, so they no longer say what it has. Nothing was changed. Ask headquarters for a new receipt file.',
    none,
  ),
} as const satisfies Record<string, Entry<z.ZodType>>;

export type ErrorCode = keyof typeof catalogue;
export type ErrorDetails<Code extends ErrorCode> = z.infer<(typeof catalogue)[Code]['details']>;

/** The one error class that is thrown on purpose. Whoever catches it shows `messageOf(refusal)`. */
export class PostbagError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails<Code>;

  constructor(code: Code, details: ErrorDetails<Code>) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'PostbagError';
    this.code = code;
    this.details = details;
  }
}

/** The catalogue's message for a refusal, with its details filled in. */
export function messageOf(refusal: { readonly code: ErrorCode; readonly details: unknown }): string {
  const details = refusal.details as Record<string, unknown>;
  return catalogue[refusal.code].message.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    // Every number in the catalogue is a batch’s, and batches have one way of being written.
    if (name === 'number' && typeof value === 'number') return batchDigits(value);
    return Array.isArray(value) ? value.join('; ') : String(value);
  });
}
