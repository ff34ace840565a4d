import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The window's content security policy: nothing at all, and then this very origin. Scans come over the pipe and
 * are shown as blobs; `connect` is the WebSocket of the browser host.
 */
export function contentSecurityPolicy(connect: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' blob: data:`,
    `font-src 'self'`,
    `connect-src ${connect}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

export const pageHeaders = (connect: string): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(connect),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
});

/** The file of the built window that a path asks for, or null: nothing outside the folder, no folders. */
export function pageFile(
  folder: string,
  path: string,
): { readonly file: string; readonly mediaType: string } | null {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const file = normalize(join(folder, name === '/' ? 'index.html' : name));
  const mediaType = mediaTypes[extname(file)];
  if (!file.startsWith(folder + sep) || mediaType === undefined) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? { file, mediaType } : null;
}

export function servePage(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = pageHeaders(`'self'`);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, headers).end();
    return;
  }
  // Node hands on whatever was asked for, `//` and `http://[` included, which are no addresses at all.
  const asked = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  const found = asked === null ? null : pageFile(folder, asked.pathname);
  if (found === null) {
    response.writeHead(404, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': found.mediaType });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
}
