import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../tests/support/chromium.ts';

// Draws what the packager wants from postbag.svg: icon.png for Linux and macOS, icon.ico for Windows, so that it
// needs no converter of its own. Run by hand after a change of the drawing.

const folder = resolve(import.meta.dirname, '../resources/icons');
const drawing = readFileSync(join(folder, 'postbag.svg'), 'utf8');
const browser = await chromium.launch(chromiumOptions());

async function draw(sizePx: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  await page.setContent(`<style>body{margin:0}svg{width:100vw;height:100vh;display:block}</style>${drawing}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

/** An .ico holds pictures as PNG behind a directory; one of 256 pixels is all that Windows needs. */
function icoOf(png256: Buffer): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2); // an icon
  header.writeUInt16LE(1, 4); // of one picture; 0 × 0 in its entry means 256 × 256
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(png256.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png256]);
}

writeFileSync(join(folder, 'icon.png'), await draw(1024));
writeFileSync(join(folder, 'icon.ico'), icoOf(await draw(256)));
await browser.close();
