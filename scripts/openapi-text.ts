import { v7 as uuidv7 } from 'uuid';
import { ServerId } from '../contract/sync/ids.ts';
import { usualLimits } from '../contract/sync/limits.ts';
import { buildApp } from '../headquarters/app.ts';
import { makeKeyPair } from '../headquarters/cryptography.ts';
import { connect } from '../headquarters/database/database.ts';
import { openApiText } from '../headquarters/serving/openapi.ts';

/** The text of docs/openapi.json, from the routes themselves; no database is asked. */
export async function readOpenApiText(): Promise<string> {
  const database = connect('postgresql://nobody@127.0.0.1:1/none', () => {});
  const app = buildApp({
    database,
    identity: { serverId: ServerId.parse(uuidv7()), serverEpoch: 1, ...makeKeyPair() },
    limits: usualLimits,
    projector: { wake: () => {}, yieldTo: (work) => work(), idle: async () => {}, stop: async () => {} },
  });
  try {
    await app.ready();
    return openApiText(app);
  } finally {
    await app.close();
    await database.close();
  }
}
