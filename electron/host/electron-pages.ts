import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { appScheme, isAppAddress } from '../bridge/window-address.ts';
import { pageFile, pageHeaders } from './page-files.ts';

/** Makes `app://` a scheme with an origin, like https, so that `'self'` means something. Before `ready`. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers `app://postbag/…` with the files of the built window, each with its policy. */
export function servePagesTo(session: Session, pageFolder: string): void {
  // Nothing to connect to: the window's calls go through the preload.
  const headers = pageHeaders(`'none'`);
  session.protocol.handle(appScheme, async ({ method, url }) => {
    if (!isAppAddress(url)) return new Response(null, { status: 421, headers });
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
    const found = pageFile(pageFolder, new URL(url).pathname);
    if (found === null) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(await readFile(found.file)), {
      headers: { ...headers, 'Content-Type': found.mediaType },
    });
  });
}
