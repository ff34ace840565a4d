import { readFile } from 'node:fs/promises';
import { usualLimits } from '../contract/sync/limits.ts';
import type { Limits } from '../contract/sync/limits.ts';
import { buildApp } from './app.ts';
import { transaction } from './database/database.ts';
import type { Database } from './database/database.ts';
import { hasFsync } from './database/queries/durability.ts';
import { noteAddress } from './database/queries/identity.ts';
import { readIdentity } from './identity.ts';
import { addShippedPacks } from './consultations/shipped-packs.ts';
import { startProjector } from './projection/projector.ts';
import type { Projector } from './projection/projector.ts';
import type { App } from './routes/routes.ts';
import type { Serving } from './serving/serving.ts';

/** What headquarters is started with; port 0 takes any that is free. */
export interface StartOptions {
  readonly host: string;
  readonly port: number;
  /** How devices reach it from outside, where that isn't host and port. */
  readonly address?: string | undefined;
  /** Files with certificate and key in PEM; needed wherever it isn't this computer alone that may ask. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  readonly limits?: Limits | undefined;
  /** Where the log goes, if not to stderr. */
  readonly log?: NodeJS.WritableStream | undefined;
  /** How much is logged; `warn` unless told otherwise. */
  readonly logLevel?: string | undefined;
  readonly serving?: Serving | undefined;
}

/** A headquarters that listens. */
export interface Headquarters {
  readonly address: string;
  readonly projector: { idle(): Promise<void> };
  /** Logs that a scheduled backup failed. */
  logBackupFault(error: unknown): void;
  /** Finishes what is under way; the database stays open. */
  stop(): Promise<void>;
}

/** Nothing but this computer itself may ask without TLS (S16). */
export class TlsRequiredError extends Error {
  constructor(host: string) {
    super(
      `Headquarters would be open to the network at ${host} without encryption, so it was not started. Name a ` +
        'certificate with --certificate FILE and --key FILE, or leave --host away to serve this computer only.',
    );
    this.name = 'TlsRequiredError';
  }
}

/** A receipt says that something is on the disk; a PostgreSQL that doesn't wait for the disk can't say that (S9). */
export class DiskNotAwaitedError extends Error {
  constructor() {
    super(
      'This PostgreSQL runs with fsync = off: a power cut could take replies that already have their receipt, so ' +
        'headquarters was not started. Nothing was changed. Set fsync = on in its postgresql.conf, reload it, and ' +
        'start again.',
    );
    this.name = 'DiskNotAwaitedError';
  }
}

const longestStopMs = 20_000;

/** A headquarters that works and doesn't listen: what it is asked comes by `app.inject`. */
export interface Assembled {
  readonly app: App;
  readonly projector: Projector;
  /** Finishes what is under way; the database stays open. */
  stop(): Promise<void>;
}

/**
 * Puts headquarters together on an open database: all of it but the listening.
 *
 * @throws {DiskNotAwaitedError}
 */
export async function assembleHeadquarters(
  database: Database,
  options: Pick<StartOptions, 'tls' | 'address' | 'limits' | 'log' | 'logLevel' | 'serving'>,
): Promise<Assembled> {
  if (!(await hasFsync(database.read))) throw new DiskNotAwaitedError();
  const identity = await readIdentity(database);
  await addShippedPacks(database);
  const logger = { level: options.logLevel ?? 'warn', stream: options.log ?? process.stderr };
  const projector = startProjector(database, (error) =>
    app.log.error({ err: error }, 'the projection paused'),
  );
  const https = options.tls && {
    cert: await readFile(options.tls.certificate),
    key: await readFile(options.tls.key),
  };
  const app = buildApp(
    { database, identity, limits: options.limits ?? usualLimits, projector },
    {
      logger,
      ...(https ? { https } : {}),
      ...(options.serving ? { serving: options.serving } : {}),
      page: {
        // Where a proxy speaks TLS for it, headquarters' address says so.
        isSecure: options.tls !== undefined || options.address?.startsWith('https:') === true,
        address: options.address,
      },
    },
  );
  const stop = async (): Promise<void> => {
    // What takes longer than this is cut off; it wasn't receipted, and is sent again.
    const patience = setTimeout(() => app.server.closeAllConnections(), longestStopMs);
    await app.close();
    clearTimeout(patience);
    await projector.stop();
  };
  return { app, projector, stop };
}

/**
 * Starts headquarters on an open database.
 *
 * @throws {TlsRequiredError} {DiskNotAwaitedError}
 */
export async function startHeadquarters(database: Database, options: StartOptions): Promise<Headquarters> {
  if (!options.tls && !isLoopback(options.host)) throw new TlsRequiredError(options.host);
  const { app, projector, stop } = await assembleHeadquarters(database, options);
  try {
    const listening = await app.listen({ host: options.host, port: options.port });
    const address = options.address ?? listening;
    await transaction(database, (db) => noteAddress(db, address));
    const logBackupFault = (error: unknown): void => app.log.error({ err: error }, 'a backup failed');
    return { address, projector, logBackupFault, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
