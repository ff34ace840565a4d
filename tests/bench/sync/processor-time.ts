import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Processor time in milliseconds, by who took it since it began. */
export interface ProcessorTime {
  /** The thread that the unit's own code runs in. */
  readonly unitThread: number;
  /** The other threads of the unit's process: what packs, and what looks for garbage. */
  readonly unitOthers: number;
  readonly headquarters: number;
  /** All processes of PostgreSQL, those included that have ended. */
  readonly postgres: number;
}

/** A tick of the accounts in /proc: 1/100 s on every Linux that there is a Node for. */
const tickMs = 10;

/** Of one process in /proc, in ticks; `children`: of those of its children that have ended. */
interface Account {
  readonly parent: number;
  readonly own: number;
  readonly children: number;
}

/**
 * Who took how much until now: the unit is this process, headquarters `pid` with its database in `folder`.
 *
 * @returns null where a system doesn't tell of other processes: all but Linux
 */
export function readProcessorTime({ pid, folder }: { pid: number; folder: string }): ProcessorTime | null {
  if (process.platform !== 'linux') return null;
  const thread = process.threadCpuUsage();
  const all = process.cpuUsage();
  const unitThread = (thread.user + thread.system) / 1000;
  return {
    unitThread,
    unitOthers: (all.user + all.system) / 1000 - unitThread,
    headquarters: accountOf(pid)!.own * tickMs,
    postgres: ticksOfFamily(postmasterOf(folder)) * tickMs,
  };
}

/** What was taken between two readings. */
export function between(from: ProcessorTime, to: ProcessorTime): ProcessorTime {
  return {
    unitThread: to.unitThread - from.unitThread,
    unitOthers: to.unitOthers - from.unitOthers,
    headquarters: to.headquarters - from.headquarters,
    postgres: to.postgres - from.postgres,
  };
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function ticksOfFamily(postmaster: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const accounts = pids.map((pid) => accountOf(Number(pid))).filter((account) => account !== null);
  const { own, children } = accountOf(postmaster)!;
  return accounts
    .filter(({ parent }) => parent === postmaster)
    .reduce((sum, account) => sum + account.own, own + children);
}

/** null: the process has ended. */
function accountOf(pid: number): Account | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // After the name, which may have spaces and brackets in it: state, parent, …, and from the 12th on the four times.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { parent: Number(fields[1]), own: user + system, children: childrenUser + childrenSystem };
}
