import { userInfo } from 'node:os';
import type { WritableDb } from '../database/database.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import type { Act } from '../database/queries/staff-acts.ts';

/** Whoever sits at headquarters' command line, by the name that the computer has for them. */
export const whoSitsHere = (): string => userInfo().username;

/** Writes down what was done at the command line, among all that staff did. */
export async function recordCommand(db: WritableDb, act: Omit<Act, 'staffId'>): Promise<void> {
  await recordAct(db, { ...act, staffId: null, details: { ...act.details, by: whoSitsHere() } });
}
