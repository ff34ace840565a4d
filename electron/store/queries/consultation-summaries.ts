import type { AddingUp, Channel } from '../../../contract/records/batch.ts';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { sealObstacles, type SealObstacle } from '../../../contract/rules/seal-obstacles.ts';
import { allRows, type ReadableDb } from '../db.ts';
import { listConsultations, newestPack } from './consultations.ts';
import { KEPT_BLIND, onlookerValues, type Onlooker } from './kept-blind.ts';

interface CountRow {
  readonly consultation_id: ConsultationId;
  readonly channel: Channel;
  readonly received: number;
  readonly keyed: number;
  readonly excluded: number;
  readonly outstanding: number;
  readonly to_log: number;
  readonly to_seal: number;
  readonly only_here: number;
  readonly at_headquarters: number;
}

/**
 * Every consultation with where its replies stand. The batches' own counts are added, so that only replies with an open
 * query are read: the onlooker's list of queries is as long as the count says.
 */
export function summariseConsultations(db: ReadableDb, onlooker: Onlooker): ConsultationSummary[] {
  const counts = allRows<CountRow>(
    db,
    `SELECT consultation_id, channel, sum(received) AS received, sum(keyed) AS keyed, sum(excluded) AS excluded,
       sum(outstanding) AS outstanding,
       sum(iif(state = 'open', document_count - received, 0)) AS to_log,
       sum(iif(state = 'open', keyed, 0)) AS to_seal,
       sum(iif(state = 'open', 0, received - receipted)) AS only_here,
       sum(receipted) AS at_headquarters
     FROM batch GROUP BY consultation_id, channel`,
  );
  const queries = allRows<{ consultation_id: ConsultationId; open: number; threats: number }>(
    db,
    `SELECT reply.consultation_id, count(*) AS open, sum(query.kind = 'safeguarding') AS threats
     FROM query JOIN reply ON reply.id = query.reply_id
     WHERE query.closed_by IS NULL AND (query.field IS NULL OR NOT ${KEPT_BLIND})
     GROUP BY reply.consultation_id`,
    onlookerValues(onlooker),
  );
  const obstacles = obstaclesOfKeyedBatches(db);
  return listConsultations(db).flatMap((consultation) => {
    const newest = newestPack(db, consultation.id);
    if (newest === undefined) return [];
    const { hash, pack } = newest;
    const rows = counts.filter((row) => row.consultation_id === consultation.id);
    const ofQueries = queries.find((row) => row.consultation_id === consultation.id);
    const ofThis = obstacles
      .filter((batch) => batch.consultationId === consultation.id)
      .map((batch) => batch.obstacles);
    return [
      {
        id: consultation.id,
        title: pack.title,
        department: pack.department,
        serialPrefix: consultation.serialPrefix,
        closesOn: pack.closesOn,
        packHash: hash,
        count: addUp(rows),
        perChannel: rows.map((row) => ({ channel: row.channel, count: addUp([row]) })),
        toLog: sum(rows, 'to_log'),
        batchesToSeal: ofThis.filter((obstacles) => obstacles.length === 0).length,
        batchesHeldUp: ofThis.filter(([first]) => first?.code === 'BATCH_QUERIES').length,
        toSeal: sum(rows, 'to_seal'),
        onlyHere: sum(rows, 'only_here'),
        atHeadquarters: sum(rows, 'at_headquarters'),
        openQueries: ofQueries?.open ?? 0,
        threats: ofQueries?.threats ?? 0,
      },
    ];
  });
}

interface KeyedBatchRow extends AddingUp {
  readonly consultationId: ConsultationId;
  readonly number: number;
  readonly documentCount: number;
  readonly verified: number;
  readonly openQueries: number;
}

/** What stands in the way of each open batch that has nothing left to key. The others need no look at their replies. */
function obstaclesOfKeyedBatches(
  db: ReadableDb,
): readonly { readonly consultationId: ConsultationId; readonly obstacles: readonly SealObstacle[] }[] {
  return allRows<KeyedBatchRow>(
    db,
    `SELECT consultation_id AS consultationId, number, document_count AS documentCount,
       received, keyed, excluded, outstanding, verified,
       (SELECT coalesce(sum(open_queries), 0) FROM reply WHERE reply.batch_id = batch.id) AS openQueries
     FROM batch WHERE state = 'open' AND outstanding = 0`,
  ).map(({ consultationId, openQueries, number, documentCount, verified, ...count }) => ({
    consultationId,
    obstacles: sealObstacles({ number, documentCount, count, verified }, openQueries),
  }));
}

function addUp(rows: readonly CountRow[]): AddingUp {
  return {
    received: sum(rows, 'received'),
    keyed: sum(rows, 'keyed'),
    excluded: sum(rows, 'excluded'),
    outstanding: sum(rows, 'outstanding'),
  };
}

type Counted = Exclude<keyof CountRow, 'consultation_id' | 'channel'>;

function sum(rows: readonly CountRow[], column: Counted): number {
  return rows.reduce((total, row) => total + row[column], 0);
}
