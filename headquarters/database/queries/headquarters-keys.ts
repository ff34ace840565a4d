import type { ReadableDb, WritableDb } from '../database.ts';

/** An age key pair: what others encrypt to, and what opens it. */
export interface AgeKey {
  /** Public: `age1…`. */
  readonly recipient: string;
  /** Private: `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
}

/** `courier` opens what devices carry, `recovery` opens the keys of their stores. */
export type AgeKeys = Readonly<Record<'courier' | 'recovery', AgeKey>>;

interface KeyRow extends AgeKey {
  readonly purpose: keyof AgeKeys;
}

/** The keys, or null before headquarters has any. */
export async function readAgeKeys(db: ReadableDb): Promise<AgeKeys | null> {
  const { rows } = await db.query<KeyRow>('select purpose, recipient, identity from headquarters_key');
  const [courier, recovery] = (['courier', 'recovery'] as const).map((purpose) => {
    const row = rows.find((found) => found.purpose === purpose);
    return row && { recipient: row.recipient, identity: row.identity };
  });
  return courier && recovery ? { courier, recovery } : null;
}

/** Keeps `fresh` where headquarters has no keys yet; whoever comes second finds the first one's. */
export async function settleAgeKeys(db: WritableDb, fresh: AgeKeys): Promise<AgeKeys> {
  await db.query(
    `insert into headquarters_key (purpose, recipient, identity)
     values ('courier', $1, $2), ('recovery', $3, $4)
     on conflict (purpose) do nothing`,
    [fresh.courier.recipient, fresh.courier.identity, fresh.recovery.recipient, fresh.recovery.identity],
  );
  return (await readAgeKeys(db))!;
}
