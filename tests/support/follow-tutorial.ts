import { expect, type Page } from '@playwright/test';
import { ILLEGIBLE, type Mark } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { keyboardKeyer } from './keyboard-keyer.ts';
import type { TutorialPress, TutorialStep } from './read-tutorial.ts';

/** The paper that lies beside the keyboard, and the form that it is keyed in. */
export interface PaperAtHand {
  /** In the order of keying. */
  readonly fields: readonly Field[];
  /** What the paper says, by field. */
  readonly marks: Readonly<Record<string, Mark>>;
}

/** Somebody who does what the tutorial says, by real presses, and looks whether it is as the tutorial says. */
export interface TutorialReader {
  follow(step: TutorialStep, paper: PaperAtHand | null): Promise<void>;
}

/** A keyboard has one kind of apostrophe; it counts as the same as the printed one. */
export const straight = (text: string): string => text.replaceAll('’', "'");

function textIn(paper: PaperAtHand, field: string): string {
  const mark = paper.marks[field];
  if (mark?.kind !== 'value' || typeof mark.value !== 'string')
    throw new Error(`The paper has nothing written in ${field}.`);
  return straight(mark.value);
}

/** Whether a place by its name in the tutorial is this field: a question by its number, a line by how it begins. */
const isCalled = (field: Field, place: string): boolean =>
  field.questionNumber === place || (field.questionNumber === null && field.label.startsWith(place));

/** These open a line or a list to type in. A person sees it before typing on. */
const OPENS_A_LINE = new Set(['F2', 'F6']);

export function tutorialReader(page: Page, givenCode: () => Promise<string>): TutorialReader {
  const keyer = keyboardKeyer(page);
  const current = page.locator('.keying-field[data-current]');
  let lastWritten: { readonly field: string; readonly parts: number } | null = null;

  const currentField = async ({ fields }: PaperAtHand): Promise<string> =>
    (await current.getAttribute('data-field')) ?? fields[0]!.id;
  const asWritten = async (paper: PaperAtHand): Promise<void> => {
    const field = await currentField(paper);
    const parts: number = lastWritten?.field === field ? lastWritten.parts : 0;
    await keyer.type(textIn(paper, field).split(ILLEGIBLE)[parts]!);
    lastWritten = { field, parts: parts + 1 };
  };

  const theRest = async (paper: PaperAtHand): Promise<void> => {
    const there = (await current.locator('textarea').inputValue()).trimEnd();
    const whole = textIn(paper, await currentField(paper));
    expect(whole.startsWith(there), 'the paper begins with what stands in the box').toBe(true);
    await keyer.type(whole.slice(there.length).trimStart());
  };

  const onTo = async (paper: PaperAtHand, place: string): Promise<void> => {
    const from = await currentField(paper);
    const ahead = paper.fields.slice(paper.fields.findIndex((field) => field.id === from));
    const target = ahead.find((field) => isCalled(field, place));
    if (target === undefined) throw new Error(`From ${from} on there is no ${place}.`);
    for (const field of ahead.slice(0, ahead.indexOf(target))) {
      const mark = paper.marks[field.id];
      // What the form doesn't ask of this reply is passed by without a press.
      if (mark !== undefined) await keyer.keyField(field, withStraight(mark));
    }
    await expect(current).toHaveAttribute('data-field', target.id);
  };

  const tabTo = async (name: string): Promise<void> => {
    const wanted = page.getByRole('button', { name, exact: true }).or(page.getByRole('textbox', { name }));
    for (let presses = 0; presses < 60; presses += 1) {
      if (await wanted.evaluate((control) => control === document.activeElement)) return;
      await keyer.press('Tab');
    }
    throw new Error(`Tab does not come to ${name}.`);
  };

  const press = async (wanted: TutorialPress, paper: () => PaperAtHand): Promise<void> => {
    switch (wanted.do) {
      case 'press':
        await keyer.press(wanted.chord);
        // Behind what can't be read the same line goes on; any other key ends it.
        if (wanted.chord !== 'F7') lastWritten = null;
        if (OPENS_A_LINE.has(wanted.chord)) {
          await page.locator('.keying-panel input:focus, [role=dialog] input:focus').waitFor();
        }
        return;
      case 'type':
        return await keyer.type(wanted.text);
      case 'as-written':
        return await asWritten(paper());
      case 'the-rest':
        return await theRest(paper());
      case 'the-code':
        return await keyer.type(await givenCode());
      case 'tab-to':
        return await tabTo(wanted.name);
      case 'on-to':
        return await onTo(paper(), wanted.place);
      default:
        return wanted satisfies never;
    }
  };

  return {
    async follow({ presses, seen, barOn }, paper) {
      for (const wanted of presses) {
        await press(wanted, () => {
          if (paper === null) throw new Error('Nothing lies beside the keyboard here.');
          return paper;
        });
      }
      for (const words of seen) await expect(page.locator('body')).toContainText(words);
      if (barOn !== null) {
        const called = paper?.fields.filter((field) => isCalled(field, barOn)) ?? [];
        const pattern = called.map((field) => field.id.replaceAll('.', '\\.')).join('|');
        await expect(current).toHaveAttribute('data-field', new RegExp(`^(${pattern})$`));
      }
    },
  };
}

function withStraight(mark: Mark): Mark {
  return mark.kind === 'value' && typeof mark.value === 'string'
    ? { kind: 'value', value: straight(mark.value) }
    : mark;
}
