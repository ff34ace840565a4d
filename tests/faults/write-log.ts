import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What a disk was asked for, in order: see log-writes.c. Names are without the folder; '' is the folder itself. */
export type LoggedWrite =
  | { readonly kind: 'create' | 'sync' | 'unlink'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number };

const kinds = { 2: 'create', 3: 'write', 4: 'truncate', 5: 'sync', 6: 'unlink' } as const;
const headBytes = 24;

/** Compiles the library that logs; null where this computer has no C compiler, or isn't Linux. */
export function buildWriteLogger(folder: string): string | null {
  if (process.platform !== 'linux') return null;
  const library = join(folder, 'log-writes.so');
  const source = join(import.meta.dirname, 'log-writes.c');
  const { status, error, stderr } = spawnSync(
    'cc',
    ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'],
    {
      encoding: 'utf8',
    },
  );
  if (error !== undefined) return null;
  if (status !== 0) throw new Error(`cc: ${stderr}`);
  return library;
}

export function loggingEnvironment(library: string, folder: string, log: string): Record<string, string> {
  return { LD_PRELOAD: library, POSTBAG_LOG_FOLDER: folder, POSTBAG_LOG_FILE: log };
}

export function readWriteLog(log: string, folder: string): readonly LoggedWrite[] {
  const bytes = readFileSync(log);
  const names: string[] = [];
  const writes: LoggedWrite[] = [];
  // The program was killed: an entry that was cut short is of a write that nobody waited for.
  for (let at = 0; at + headBytes <= bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at + 16));
    const data = bytes.subarray(at + headBytes, at + headBytes + length);
    if (data.length < length) break;
    const code = bytes.readUInt32LE(at);
    const number = bytes.readUInt32LE(at + 4);
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    at += headBytes + length;
    if (code === 1) {
      const path = data.toString();
      names[number - 1] = path === folder ? '' : basename(path);
      continue;
    }
    const kind = kinds[code as keyof typeof kinds];
    const file = names[number - 1];
    if (file === undefined) throw new Error(`the log speaks of file ${number} before it names it`);
    if (kind === 'write') writes.push({ kind, file, offset, data });
    else if (kind === 'truncate') writes.push({ kind, file, size: offset });
    else writes.push({ kind, file });
  }
  return writes;
}
