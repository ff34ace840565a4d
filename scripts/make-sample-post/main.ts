import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { chromium } from '@playwright/test';
import { SamplePost } from '../../contract/records/sample-post.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { readPack } from '../../contract/rules/read-pack.ts';
import { asWritten, expectedMarks } from './expected-marks.ts';
import { formPages } from './form-pages.ts';
import { letters } from './letters.ts';
import { otherPage } from './other-pages.ts';
import { questionnaires } from './questionnaires.ts';
import { seededRandom } from './random.ts';
import { SHEET, scannedSheet } from './scanned-sheet.ts';
import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { InventedReply } from './invented-reply.ts';

// Makes resources/sample-post/ from the invented text beside this file. Run by hand when a text or the
// form changes, and commit what it makes: the app and its tests read the pictures, never this script.
//
//   npx node scripts/make-sample-post/main.ts
//
// Needs a Chromium (CHROMIUM=/path/to/it where it isn't /usr/bin/chromium) and, for the handwriting,
// Debian's fonts-breip fonts-bwht fonts-dancingscript fonts-dkg-handwriting fonts-klee fonts-kristi
// fonts-rufscript fonts-liberation2. The fonts
// are drawn into the pictures and are no part of the program.

const folder = new URL('../../resources/sample-post/', import.meta.url);
const packFile = new URL('../../resources/consultations/cws-2007.json', import.meta.url);

const reading = readPack(await readFile(packFile, 'utf8'));
if (!reading.ok) throw new Error(`cws-2007.json has mistakes: ${JSON.stringify(reading.mistakes)}`);
const { pack } = reading;

// A sheet whose writing is cut off would show a keyer less than `expected` demands.
const findOverflow = `(() => {
  const foot = document.querySelector('.footer').getBoundingClientRect().top;
  const isOut = (place) => place.scrollWidth > place.clientWidth + 1 || place.getBoundingClientRect().bottom > foot;
  return [...document.querySelectorAll('.ruled, .comment, .row, .letter')].find(isOut)?.textContent ?? '';
})()`;

const replies = [...questionnaires, ...letters].map(asWritten).sort((a, b) => a.id.localeCompare(b.id));
await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) if (file.endsWith('.jpg')) await rm(new URL(file, folder));

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // Chromium's own sandbox refuses to run as root; what is drawn here is our own text.
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const window = await browser.newPage({ viewport: { width: SHEET.widthPx, height: SHEET.heightPx } });
const listed = [];
for (const reply of replies) {
  const pages: string[] = [];
  for (const [index, sheet] of sheetsOf(pack, reply).entries()) {
    const name = `reply-${reply.id}-page-${index + 1}.jpg`;
    await window.setContent(sheet);
    await window.evaluate('document.fonts.ready');
    const overflowing: unknown = await window.evaluate(findOverflow);
    if (overflowing !== '') throw new Error(`${name}: this runs out of its place: ${String(overflowing)}`);
    await window.screenshot({ path: fileURLToPath(new URL(name, folder)), type: 'jpeg', quality: 46 });
    pages.push(name);
  }
  const { id, receivedDate, kind, signatures, enclosures, description, flags, keyedOtherwise } = reply;
  const expected = expectedMarks(pack, reply.marks);
  listed.push({
    id,
    receivedDate,
    channel: 'post',
    kind,
    signatures,
    enclosures,
    pages,
    description,
    expected,
    flags,
    keyedOtherwise,
  });
}
await browser.close();

const list = SamplePost.parse({
  format: 'postbag-sample-post/1',
  notice: 'Invented from beginning to end: no such person wrote any of it. Every sheet says so at its foot.',
  consultationId: pack.id,
  replies: listed,
});
const json = await format(JSON.stringify(list), { parser: 'json', printWidth: 110 });
await writeFile(new URL('sample-post.json', folder), json);
console.log(
  `${listed.length} replies on ${listed.flatMap((reply) => reply.pages).length} sheets in resources/sample-post/`,
);

function sheetsOf(form: ConsultationPack, reply: InventedReply): readonly string[] {
  const random = seededRandom(reply.id);
  const fields = fieldsOf(form);
  const contents = [
    ...(reply.hasForm ? formPages(form, { reply, fields, random }) : []),
    ...reply.otherPages.map((page) => otherPage(page, reply.hand, random)),
  ];
  return contents.map((content, index) =>
    scannedSheet({
      content,
      footer: `INVENTED SAMPLE · nobody wrote this · reply ${reply.id}, sheet ${index + 1} of ${contents.length}`,
      stamp: index === 0 ? stampOf(reply.receivedDate) : null,
      random,
      seed: Number(reply.id) * 50 + index,
    }),
  );
}

function stampOf(isoDate: string): string {
  const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
  const [year, month, day] = isoDate.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}
