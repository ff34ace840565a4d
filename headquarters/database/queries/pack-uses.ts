import type { ReadableDb } from '../database.ts';

/** How many replies here were keyed with each version of a pack, by its hash. */
export async function repliesByPack(db: ReadableDb): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ hash: string; replies: number }>(
    `select encode(pack_hash, 'hex') as hash, count(*)::int as replies from reply group by pack_hash`,
  );
  return new Map(rows.map(({ hash, replies }) => [hash, replies]));
}
