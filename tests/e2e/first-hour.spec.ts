import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { ReplyDocument } from '../../contract/records/reply-document.ts';
import { SamplePost } from '../../contract/records/sample-post.ts';
import { inOrder } from '../../contract/rules/field-order.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { expect, test } from '../support/app-test.ts';
import { documentsAt } from '../support/documents-at-headquarters.ts';
import { straight, tutorialReader } from '../support/follow-tutorial.ts';
import { startHeadquarters } from '../support/headquarters.ts';
import { readTutorial } from '../support/read-tutorial.ts';
import { resourcesFolder } from '../support/resources-folder.ts';

// The printed tutorial, done as it says: its tables are read from the page itself, their keys are pressed, what they
// promise is looked for, and at the end what headquarters holds is compared with what the sheets say.

const read = (...path: string[]): string => readFileSync(join(resourcesFolder, ...path), 'utf8');
const post = SamplePost.parse(JSON.parse(read('sample-post', 'sample-post.json')));
const pack = ConsultationPack.parse(JSON.parse(read('consultations', `${post.consultationId}.json`)));
const fields = inOrder(fieldsOf(pack), 'as-on-paper');
const tutorial = readTutorial(readFileSync(resolve(resourcesFolder, '../docs/first-hour.md'), 'utf8'));

/** A section about a reply says in its heading which: the serial, and the number at the foot of the sheet. */
function replyOf(heading: string) {
  const [, serial, sheet] = /^\d+\. (CWS-\d{6}), sheet (\d\d)/.exec(heading) ?? [];
  if (serial === undefined) return null;
  const sample = post.replies.find(({ id }) => id === sheet);
  if (sample === undefined) throw new Error(`There is no sheet ${sheet}.`);
  return { serial, sample };
}

test('whoever follows the first hour keys twelve replies and two again as the sheets have them, and headquarters receives them', async ({
  page,
  sample,
}) => {
  test.setTimeout(360_000);
  void sample;
  // It has started long before it is needed.
  const starting = startHeadquarters();
  try {
    const reader = tutorialReader(page, async () => (await starting).newEnrolmentCode());
    for (const { heading, steps } of tutorial) {
      await test.step(heading, async () => {
        const reply = replyOf(heading);
        if (reply !== null) {
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(reply.serial);
        }
        for (const step of steps) {
          await test.step(step.told, () =>
            reader.follow(step, reply && { fields, marks: reply.sample.expected }),
          );
        }
      });
    }
    const { folder, arrived } = await starting;
    expect(await arrived()).toMatchObject(
      [3, 3, 5, 1, 2].map((count, index) => ({
        consultationId: post.consultationId,
        batchNumber: index + 1,
        documentCount: count,
        replies: count,
      })),
    );
    compareWithSheets(await documentsAt(folder));
  } finally {
    await (await starting).stop();
  }
});

/** Every field of every reply, and what was logged of it, against what the sheets say. */
function compareWithSheets(arrived: readonly ReplyDocument[]): void {
  const told = tutorial.flatMap(({ heading }) => replyOf(heading) ?? []);
  expect(told).toHaveLength(post.replies.length);
  expect(arrived.map((document) => document.serial.label)).toEqual(told.map(({ serial }) => serial));
  for (const [index, { serial, sample: sheet }] of told.entries()) {
    const { marks, kind, signatures, enclosures, pages, receivedDate, isLate } = arrived[index]!;
    expect.soft({ marks, kind, signatures, enclosures, pages, receivedDate, isLate }, serial).toEqual({
      marks: asKeyboardsHaveThem(sheet.expected),
      kind: sheet.kind,
      signatures: sheet.signatures,
      enclosures: sheet.enclosures,
      pages: sheet.pages.length,
      receivedDate: sheet.receivedDate,
      isLate: sheet.flags.includes('late'),
    });
  }
  // What the tutorial has its reader write down and ask: a note in each of two, five queries.
  expect(arrived.map(({ notes }) => notes)).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]);
  expect(arrived.map(({ queries }) => queries)).toEqual([0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0]);
  // Two keyed again by another, one of them decided by a third.
  const people = arrived.map(
    ({ keyers }) => new Set(Object.values(keyers).filter((keyer) => keyer !== null)).size,
  );
  expect(people).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 2]);
}

/** With the one apostrophe that a keyboard has. */
function asKeyboardsHaveThem(marks: Readonly<Record<string, Mark>>): Readonly<Record<string, Mark>> {
  return Object.fromEntries(
    Object.entries(marks).map(([field, mark]) => [
      field,
      mark.kind === 'value' && typeof mark.value === 'string'
        ? { kind: 'value', value: straight(mark.value) }
        : mark,
    ]),
  );
}
