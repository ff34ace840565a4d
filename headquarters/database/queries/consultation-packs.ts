import type { ReadableDb, WritableDb } from '../database.ts';

/** A version of a consultation's pack; `hash` is the SHA-256 of `body` in hexadecimal, `body` is canonical JSON. */
export interface StoredPack {
  readonly consultationId: string;
  readonly hash: string;
  readonly version: number;
  readonly body: string;
  readonly addedAt: Date;
}

interface PackRow {
  readonly consultation_id: string;
  readonly hash: string;
  readonly version: number;
  readonly body: string;
  readonly added_at: Date;
}

const fromRow = (row: PackRow): StoredPack => ({
  consultationId: row.consultation_id,
  hash: row.hash,
  version: row.version,
  body: row.body,
  addedAt: row.added_at,
});

/**
 * Files a pack as the newest version of its consultation, and keeps it for ever. One that is here already keeps its
 * place: a program that comes with an old version doesn't bring it back.
 *
 * @returns its version and whether it is new.
 */
export async function filePack(
  db: WritableDb,
  pack: { readonly consultationId: string; readonly hash: string; readonly body: string },
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  // Two at once would give two packs the same version; the second waits and counts anew.
  await db.query(`select pg_advisory_xact_lock(hashtext('consultation_pack'))`);
  const { rows } = await db.query<{ version: number }>(
    `insert into consultation_pack (consultation_id, pack_hash, body, version)
     select $1, decode($2, 'hex'), $3, coalesce(max(version), 0) + 1 from consultation_pack where consultation_id = $1
     on conflict (consultation_id, pack_hash) do nothing
     returning version`,
    [pack.consultationId, pack.hash, pack.body],
  );
  if (rows[0]) return { version: rows[0].version, isNew: true };
  const known = await db.query<{ version: number }>(
    `select version from consultation_pack where consultation_id = $1 and pack_hash = decode($2, 'hex')`,
    [pack.consultationId, pack.hash],
  );
  return { version: known.rows[0]!.version, isNew: false };
}

/** Every version of every pack, by consultation and version. */
export async function allPacks(db: ReadableDb): Promise<readonly StoredPack[]> {
  const { rows } = await db.query<PackRow>(
    `select consultation_id, encode(pack_hash, 'hex') as hash, version, body, added_at from consultation_pack
     order by consultation_id, version`,
  );
  return rows.map(fromRow);
}

/** The newest version of each consultation's pack, by consultation. */
export async function newestPacks(db: ReadableDb): Promise<readonly StoredPack[]> {
  const { rows } = await db.query<PackRow>(
    `select distinct on (consultation_id)
            consultation_id, encode(pack_hash, 'hex') as hash, version, body, added_at
     from consultation_pack order by consultation_id, version desc`,
  );
  return rows.map(fromRow);
}

/** The names of the newest versions, for telling whether anything has changed. */
export async function newestPackHashes(db: ReadableDb): Promise<readonly string[]> {
  const { rows } = await db.query<{ hash: string }>(
    `select distinct on (consultation_id) encode(pack_hash, 'hex') as hash
     from consultation_pack order by consultation_id, version desc`,
  );
  return rows.map((row) => row.hash);
}
