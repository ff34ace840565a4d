import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

// Both ends of a replication of PouchDB, each a process of its own, both on disk. Run by the figure sync.peer, in the
// folder where its packages were installed:
//
//   peer.mjs server DATA                                says its port, and serves until it is ended
//   peer.mjs unit DATA DOCUMENTS URL BATCH_SIZE         says how many milliseconds the replication took

const require = createRequire(path.resolve('package.json'));
const [role, data, ...rest] = process.argv.slice(2);
const PouchDB = require('pouchdb').defaults({ prefix: `${data}${path.sep}` });

if (role === 'server') {
  const serve = require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true });
  const listening = require('express')()
    .use(serve)
    .listen(0, '127.0.0.1', () => console.log(listening.address().port));
} else {
  const [documents, url, batchSize] = rest;
  const local = new PouchDB('unit');
  const lines = readFileSync(documents, 'utf8').trimEnd().split('\n');
  await local.bulkDocs(
    lines.map((line, index) => ({ _id: String(index).padStart(8, '0'), reply: JSON.parse(line) })),
  );
  const remote = new PouchDB(url);
  // The database is there before, as a stream is: only the replication is timed.
  await remote.info();
  const from = performance.now();
  const done = await local.replicate.to(
    remote,
    batchSize === 'default' ? {} : { batch_size: Number(batchSize) },
  );
  const ms = performance.now() - from;
  if (!done.ok || done.docs_written !== lines.length)
    throw new Error(`only ${done.docs_written} were written`);
  console.log(ms);
  await local.close();
  process.exit(0);
}
