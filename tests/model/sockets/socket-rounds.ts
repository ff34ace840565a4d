import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { allRows } from '../../../electron/store/db.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { connect } from '../../../headquarters/database/database.ts';
import { startCluster, stopCluster } from '../../../headquarters/database/embedded/cluster.ts';
import { startHeadquarters } from '../../support/headquarters.ts';
import type { RunningHeadquarters } from '../../support/headquarters.ts';
import { sealedRows } from '../../support/sealed-batches.ts';
import { makeTemplate, templateKey } from '../model-store.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { aCuttingWay } from './cutting-way.ts';
import type { CuttingWay } from './cutting-way.ts';
import { Said } from './errand.ts';
import type { Errand } from './errand.ts';

const entry = fileURLToPath(new URL('./device-process.ts', import.meta.url));

/** What befalls a round, at some byte on its way. */
const befalls = [
  'nothing',
  'cut up',
  'cut down',
  'device killed up',
  'device killed down',
  'headquarters killed up',
  'headquarters killed down',
] as const;
export type Befall = (typeof befalls)[number];

export interface SocketFigures {
  rounds: number;
  readonly befell: Record<string, number>;
  /** Rounds in which the way reached the byte at which it was to happen. */
  sprung: number;
  eventsSealed: number;
  atHeadquarters: number;
}

/**
 * Device process, way and headquarters process: so many rounds of sealing and sending with a cut or a kill in each,
 * then one without. Throws where something receipted or printed isn't where it must be.
 */
export async function runSocketRounds(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly befalls?: readonly Befall[];
}): Promise<SocketFigures> {
  const memory = '/dev/shm';
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'postbag-sockets-'));
  const chance = chanceOf(options.seed);
  const figures: SocketFigures = { rounds: 0, befell: {}, sprung: 0, eventsSealed: 0, atHeadquarters: 0 };
  const hall = new Hall(join(folder, 'headquarters'));
  const way = await aCuttingWay(await hall.open());
  try {
    const file = makeTemplate(folder);
    const code = await hall.newCode(way.url);
    const printed = new Map<string, string>();
    for (let round = 0; round < options.rounds; round += 1) {
      way.leadTo(await hall.open());
      const befall = options.befalls?.[round % options.befalls.length] ?? chance.pick(befalls);
      const batches = Array.from({ length: chance.nat(4) }, () => 1 + chance.nat(8));
      const isSprung = await oneRound(
        { way, hall, chance, befall, printed },
        { file, keyHex: templateKey.toString('hex'), code, batches },
      );
      if (isSprung) figures.sprung += 1;
      figures.befell[befall] = (figures.befell[befall] ?? 0) + 1;
      figures.rounds += 1;
      if (round % 20 === 19) await demandPromisesKept(file, hall.folder, printed);
    }
    way.clear();
    way.leadTo(await hall.open());
    const quiet = { way, hall, chance, befall: 'nothing', printed } as const;
    await oneRound(quiet, { file, keyHex: templateKey.toString('hex'), code, batches: [1] });
    const { sealed, there } = await demandPromisesKept(file, hall.folder, printed);
    const missing = [...sealed.keys()].filter((eventId) => !there.has(eventId));
    if (missing.length > 0) throw new Error(`in the end, headquarters lacks ${missing.join(', ')}`);
    return { ...figures, eventsSealed: sealed.size, atHeadquarters: there.size };
  } finally {
    await way.stop();
    await hall.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Headquarters' process, started again whenever it isn't there. */
class Hall {
  readonly folder: string;
  #running: RunningHeadquarters | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  async open(): Promise<string> {
    this.#running ??= await startHeadquarters(this.folder);
    return this.#running.url;
  }

  async newCode(url: string): Promise<string> {
    const running = this.#running!;
    return (await running.newEnrolmentCode()).replace(running.url, url);
  }

  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.kill();
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    await stopCluster(this.folder);
  }
}

interface Round {
  readonly way: CuttingWay;
  readonly hall: Hall;
  readonly chance: Chance;
  readonly befall: Befall;
  /** What the device said it has sealed: id and digest. */
  readonly printed: Map<string, string>;
}

/** @returns whether what was to befall it did */
async function oneRound({ way, hall, chance, befall, printed }: Round, errand: Errand): Promise<boolean> {
  const device = spawn(process.execPath, [entry, JSON.stringify(errand)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(device, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const deaths: Promise<void>[] = [];
  const direction = befall.endsWith('down') ? 'down' : 'up';
  // As often in the first line as in the middle of a large body; answers are the shorter ones.
  const atByte = Math.ceil(2 ** (chance.nat(direction === 'up' ? 1300 : 1150) / 100));
  const sprung = { isSo: false };
  way.clear();
  if (befall !== 'nothing') {
    way.set(direction, atByte, () => {
      sprung.isSo = true;
      if (befall.startsWith('device')) device.kill('SIGKILL');
      if (befall.startsWith('headquarters')) deaths.push(hall.kill());
    });
  }
  for await (const line of createInterface({ input: device.stdout })) {
    const said = Said.parse(JSON.parse(line));
    if ('sealed' in said) for (const [eventId, digest] of said.sealed) printed.set(eventId, digest);
    else if (!expectedEnds.has(said.ended)) throw new Error(`a send ended in ${line}`);
  }
  const [exitCode, signal] = await ended;
  if (exitCode !== 0 && signal !== 'SIGKILL') throw new Error(`the device process ended with ${exitCode}`);
  await Promise.all(deaths);
  return sprung.isSo;
}

const expectedEnds: ReadonlySet<string | null> = new Set([
  null,
  'NOTHING_TO_SEND',
  'HEADQUARTERS_UNREACHABLE',
]);

/**
 * What the device said it sealed is in its store; what a receipt in its store covers is at headquarters, byte for
 * byte and once; and nothing is there that isn't in the store.
 */
async function demandPromisesKept(
  file: string,
  folder: string,
  printed: ReadonlyMap<string, string>,
): Promise<{ readonly sealed: ReadonlyMap<string, string>; readonly there: ReadonlyMap<string, string> }> {
  const db = openWritable(file, templateKey, { mustExist: true });
  const sealed = new Map(sealedRows(db).map((row) => [row.event_id, row.digest]));
  const receipted = allRows<{ event_id: string }>(
    db,
    `SELECT DISTINCT stream_entry.event_id FROM stream_entry JOIN receipt USING (device_id, epoch)
     WHERE receipt.through_seq >= stream_entry.seq`,
  );
  db.close();
  const database = connect(await startCluster(folder), () => {});
  const { rows } = await database.read.query<{ event_id: string; digest: string }>(
    `select event_id, encode(sha256(bytes), 'hex') as digest from event`,
  );
  await database.close();
  const there = new Map(rows.map((row) => [row.event_id, row.digest]));
  const wrongs = [
    ...(rows.length === there.size ? [] : ['headquarters has an event twice']),
    ...[...printed].filter(([id, digest]) => sealed.get(id) !== digest).map(([id]) => `the store lost ${id}`),
    ...receipted.filter((row) => !there.has(row.event_id)).map((row) => `headquarters lost ${row.event_id}`),
    ...[...there]
      .filter(([id, digest]) => sealed.get(id) !== digest)
      .map(([id]) => `nobody sealed ${id} like that`),
  ];
  if (wrongs.length > 0) throw new Error(wrongs.join('\n'));
  return { sealed, there };
}
