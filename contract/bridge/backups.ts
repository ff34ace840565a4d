import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { AuditVerdict } from './audit.ts';
import { declareCalls } from './call.ts';
import { SessionState } from './session.ts';

/**
 * The name of a backup's folder: its number, by which they are in order whatever a clock says (S8), and the day, for
 * whoever looks into the folder: `000007 2007-04-02`.
 */
export const BackupId = z
  .string()
  .regex(/^\d{6} \d{4}-\d\d-\d\d$/)
  .brand<'BackupId'>();
export type BackupId = z.infer<typeof BackupId>;

/** In the store's own folder, or in the one that a supervisor chose beside it. */
export const BackupPlace = z.enum(['here', 'second']);
export type BackupPlace = z.infer<typeof BackupPlace>;

/** One backup: three files in a folder. `replies` as the store counted them when it was made. */
export const BackupLine = z.strictObject({
  id: BackupId,
  place: BackupPlace,
  folder: z.string(),
  madeAtMs: EpochMs,
  sizeBytes: z.int().nonnegative(),
  replies: z.int().nonnegative(),
  /** When it was last read back whole and found as it was made; null where the last look found it damaged. */
  verifiedAtMs: EpochMs.nullable(),
  /** How the audit in it was found when it was made; null where that wasn't looked at. */
  audit: AuditVerdict.nullable(),
});
export type BackupLine = z.infer<typeof BackupLine>;

/** Why the last try left no backup, in the catalogue's words (`messageOf`), until a later one succeeds. */
export const BackupFailure = z.strictObject({
  atMs: EpochMs,
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type BackupFailure = z.infer<typeof BackupFailure>;

/**
 * The store found itself elsewhere than it was: put back from a backup here, or copied. `unsentReplies` are those that
 * the store set aside has and this one hasn't as they were; null where that can't be known.
 */
export const PlaceNotice = z.strictObject({
  number: z.int().positive(),
  why: z.enum(['copied', 'restored']),
  noticedAtMs: EpochMs,
  fromFolder: z.string(),
  fromMachine: z.string(),
  backupMadeAtMs: EpochMs.nullable(),
  setAside: z.string().nullable(),
  unsentReplies: z.int().nonnegative().nullable(),
});
export type PlaceNotice = z.infer<typeof PlaceNotice>;

export const BackupState = z.strictObject({
  folder: z.string(),
  secondFolder: z.string().nullable(),
  everyHours: z
    .int()
    .min(1)
    .max(24 * 7),
  /** Null while none is being made. Bytes of both files. */
  progress: z
    .strictObject({ doneBytes: z.int().nonnegative(), totalBytes: z.int().nonnegative() })
    .nullable(),
  failure: BackupFailure.nullable(),
  /** The same for the copy in the second folder. */
  secondFailure: BackupFailure.nullable(),
  /** The newest first. */
  lines: z.array(BackupLine),
  notice: PlaceNotice.nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

const Chosen = z.strictObject({ id: BackupId, place: BackupPlace });

export const backupCalls = declareCalls({
  state: { access: 'person', request: z.null(), reply: BackupState, errors: [] },
  /** Makes one now and answers when it was read back whole. */
  make: {
    access: 'person',
    request: z.null(),
    reply: BackupState,
    errors: [
      'BACKUP_RUNNING',
      'BACKUP_CANCELLED',
      'BACKUP_FAILED',
      'BACKUP_DISK_FULL',
      'BACKUP_NO_PERMISSION',
    ],
  },
  cancel: { access: 'person', request: z.null(), reply: BackupState, errors: [] },
  /** Reads one back whole: each file's digest, and both files with the store's key. */
  verify: {
    access: 'person',
    request: Chosen,
    reply: BackupState,
    errors: ['BACKUP_UNKNOWN', 'BACKUP_DAMAGED', 'BACKUP_RUNNING'],
  },
  /** How often, and where else: an absolute folder on another disk, or null for none. */
  setSettings: {
    access: 'supervisor',
    request: z.strictObject({
      everyHours: BackupState.shape.everyHours,
      secondFolder: z.string().trim().min(1).max(1000).nullable(),
    }),
    reply: BackupState,
    errors: ['BACKUP_FOLDER_REFUSED'],
  },
  /** Puts the store aside and this backup in its place; everybody signs in anew. */
  restore: {
    access: 'supervisor',
    request: Chosen,
    reply: SessionState,
    errors: [
      'BACKUP_UNKNOWN',
      'BACKUP_DAMAGED',
      'BACKUP_RUNNING',
      'RESTORE_FAILED',
      'STORE_IN_USE',
      'STORE_NO_PERMISSION',
    ],
  },
  /** The notice of that number was read. */
  noticeRead: {
    access: 'person',
    request: z.strictObject({ number: z.int().positive() }),
    reply: z.null(),
    errors: [],
  },
});
