import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { ServerId } from '../../contract/sync/ids.ts';
import { usualLimits } from '../../contract/sync/limits.ts';
import { buildApp } from '../../headquarters/app.ts';
import { makeKeyPair } from '../../headquarters/cryptography.ts';
import { connect } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { startProjector } from '../../headquarters/projection/projector.ts';
import { anEmptyDatabase } from '../support/test-database.ts';

/** What a device hears that asks for its head when headquarters has that database. */
async function askWith(database: Database) {
  const projector = startProjector(database, () => {});
  const app = buildApp({
    database,
    projector,
    identity: { serverId: ServerId.parse(uuidv7()), serverEpoch: 1, ...makeKeyPair() },
    limits: usualLimits,
  });
  const response = await app.inject({
    url: `/v1/streams/${uuidv7()}/1`,
    headers: { authorization: `Bearer ${'A'.repeat(43)}` },
  });
  await app.close();
  await projector.stop();
  await database.close();
  return {
    status: response.statusCode,
    retryAfter: response.headers['retry-after'],
    body: response.json<unknown>(),
  };
}

describe('when headquarters itself is not well', () => {
  it('a database that is away means: try again later', async () => {
    expect(await askWith(connect('postgresql://nobody@127.0.0.1:1/none', () => {}))).toEqual({
      status: 503,
      retryAfter: '5',
      body: { ok: false, error: { code: 'BUSY', details: {} } },
    });
  });

  it('a fault that nobody foresaw says nothing of what is inside', async () => {
    expect(await askWith(connect(await anEmptyDatabase(), () => {}))).toEqual({
      status: 500,
      retryAfter: undefined,
      body: { ok: false, error: { code: 'INTERNAL', details: {} } },
    });
  });
});
