import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the built page, as it is served. */
export interface PageFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** Its name changes with its content, so that a browser may keep it. */
  readonly isForGood: boolean;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const builtFolder = fileURLToPath(new URL('../../dist/headquarters-page', import.meta.url));

const notBuilt: PageFile = {
  bytes: Buffer.from(
    'Headquarters is running and takes in what the units send, but its page was not built.\n' +
      'Stop headquarters and start it with: npm run headquarters\n',
  ),
  mediaType: 'text/plain; charset=utf-8',
  isForGood: false,
};

/**
 * The built page by address. All of it is read at the start (it is small), so that no address can lead to any other
 * file of this computer.
 */
export function readPageFiles(folder: string = builtFolder): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>([['/', notBuilt]]);
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const mediaType = mediaTypes[path.extname(name)];
    if (mediaType === undefined) continue;
    const address = name === 'index.html' ? '/' : `/${name.replaceAll(path.sep, '/')}`;
    const bytes = readFileSync(path.join(folder, name));
    files.set(address, { bytes, mediaType, isForGood: address !== '/' });
  }
  return files;
}
