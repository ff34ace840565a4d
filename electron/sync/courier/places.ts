import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { CourierPlace } from '../../../contract/bridge/courier.ts';

// Where a stick appears is a custom of each system, not something that Node could be asked.

/** A stick that hangs must not hang the screen: what doesn't answer within this time isn't offered. */
const patienceMs = 1500;

/**
 * The folders that a person would choose for a courier file: the sticks that are in the computer, and the folder
 * that was used last, if it is still there.
 */
export async function courierPlaces(lastUsed: string | null): Promise<CourierPlace[]> {
  const sticks = await mountedSticks(process.platform);
  const others = lastUsed === null || sticks.includes(lastUsed) ? [] : [lastUsed];
  const places = await Promise.all([
    ...sticks.map((folder) => placeAt(folder, 'removable')),
    ...others.map((folder) => placeAt(folder, 'last-used')),
  ]);
  return places.filter((place) => place !== null);
}

/** `/media/person/STICK`, `/run/media/person/STICK`, `/media/usb`, `/mnt/stick`. */
const linuxStick = /^\/(media|run\/media)\/[^/]+\/[^/]+$|^\/(mnt|media)\/[^/]+$|^\/mnt$/;

/** The mount points of removable media, as each system has its custom. */
async function mountedSticks(platform: NodeJS.Platform): Promise<string[]> {
  if (platform === 'win32') return await driveLetters();
  if (platform === 'darwin')
    return (await foldersIn('/Volumes')).filter((name) => name !== '/Volumes/Macintosh HD');
  const mounted = new Set(await linuxMountPoints());
  return [...mounted].filter((folder) => linuxStick.test(folder)).toSorted();
}

/** What is mounted where; spaces and the like are written in octal there. */
async function linuxMountPoints(): Promise<string[]> {
  const table = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  return table
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .map((folder) =>
      folder.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
    );
}

/** Every drive but the system's own, which is C: as a rule and may be named otherwise. */
async function driveLetters(): Promise<string[]> {
  const system = (process.env['SystemDrive'] ?? 'C:').toUpperCase();
  const letters = Array.from({ length: 24 }, (_, index) => `${String.fromCharCode(67 + index)}:`);
  const found = await Promise.all(
    letters
      .filter((letter) => letter !== system)
      .map(async (letter) => ((await isFolder(`${letter}\\`)) ? `${letter}\\` : null)),
  );
  return found.filter((drive) => drive !== null);
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(parent, entry.name));
}

async function isFolder(folder: string): Promise<boolean> {
  const found = await within(stat(folder));
  return found?.isDirectory() ?? false;
}

async function placeAt(folder: string, kind: CourierPlace['kind']): Promise<CourierPlace | null> {
  if (!(await isFolder(folder))) return null;
  const space = await within(statfs(folder));
  return {
    folder,
    name: path.basename(folder) || folder,
    kind,
    freeBytes: space === null ? null : space.bavail * space.bsize,
  };
}

/** The answer, or null where there is none in time, or a refusal instead. */
async function within<Value>(asked: Promise<Value>): Promise<Value | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), patienceMs);
  try {
    return await Promise.race([asked.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
