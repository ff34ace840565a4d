import type { Page } from '@playwright/test';
import { ILLEGIBLE, type Mark } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';

/** Somebody at a real keyboard, in a real browser, who counts every press that isn't text. A chord counts as one. */
export interface KeyboardKeyer {
  readonly presses: number;
  press(...chords: string[]): Promise<void>;
  /** Text, with its line breaks; uncounted. */
  type(text: string): Promise<void>;
  /** Keys what the paper says in the field that the cursor is on, and goes on to the next. */
  keyField(field: Field, mark: Mark): Promise<void>;
}

const keyOf = (field: Field, code: string): string =>
  field.options.find((option) => option.code === code)!.key;

export interface KeyboardKeyerOptions {
  /** Puts comments in whole, as a paste does, where a test isn't about typing. */
  readonly insertsComments?: boolean;
}

export function keyboardKeyer(page: Page, options: KeyboardKeyerOptions = {}): KeyboardKeyer {
  let presses = 0;
  const press = async (...chords: string[]): Promise<void> => {
    for (const chord of chords) {
      presses += 1;
      await page.keyboard.press(chord);
    }
  };
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  const keyText = async (field: Field, text: string): Promise<void> => {
    for (const [index, part] of text.split(ILLEGIBLE).entries()) {
      if (index > 0) await press('F7');
      if (options.insertsComments && field.kind === 'comment') await page.keyboard.insertText(part);
      else await type(part);
    }
    await press(field.kind === 'comment' ? 'Tab' : 'Enter');
  };

  return {
    get presses() {
      return presses;
    },
    press,
    type,
    async keyField(field, mark) {
      switch (mark.kind) {
        case 'blank':
          return press('Enter');
        case 'illegible':
          return press('F7');
        case 'spoilt': {
          // The first tick goes on by itself; the others are put beside it after going back.
          const [first, ...others] = mark.value.map((code) => keyOf(field, code));
          return press(first!, 'Shift+Tab', ...others, 'Enter');
        }
        case 'value':
          if (typeof mark.value !== 'string')
            return press(...mark.value.map((code) => keyOf(field, code)), 'Enter');
          return field.options.length > 0 ? press(keyOf(field, mark.value)) : keyText(field, mark.value);
      }
    },
  };
}
