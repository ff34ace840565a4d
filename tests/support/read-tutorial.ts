// Reads what a printed tutorial tells its reader to press, so that a test can do just that. The tables of a tutorial
// have three columns: what there is to do, what to press, and what is then to be seen.

/** One thing that the reader does with the keyboard. */
export type TutorialPress =
  | { readonly do: 'press'; readonly chord: string }
  | { readonly do: 'type'; readonly text: string }
  /** Types what the paper says in the field that the cursor is on, up to what can't be read. */
  | { readonly do: 'as-written' }
  /** Types what the paper says beyond what stands in the field already. */
  | { readonly do: 'the-rest' }
  | { readonly do: 'the-code' }
  /** Presses Tab until what is called so has the focus. */
  | { readonly do: 'tab-to'; readonly name: string }
  /** Keys field by field until the cursor is on the question of this number, or on the line that begins so. */
  | { readonly do: 'on-to'; readonly place: string };

export interface TutorialStep {
  readonly told: string;
  readonly presses: readonly TutorialPress[];
  /** What stands between quotation marks: it must be on the screen. */
  readonly seen: readonly string[];
  /** Where the bar is said to be: a question's number, or the beginning of a line's name. */
  readonly barOn: string | null;
}

export interface TutorialSection {
  readonly heading: string;
  readonly steps: readonly TutorialStep[];
}

/** The sections with a table, in order. */
export function readTutorial(markdown: string): readonly TutorialSection[] {
  return markdown
    .split(/^##+ /m)
    .slice(1)
    .map((section) => ({
      heading: section.split('\n', 1)[0]!,
      steps: rowsOf(section).map(([told = '', presses = '', seen = '']) => ({
        told,
        presses: pressesOf(presses),
        seen: [...seen.matchAll(/“([^”]+)”/g)].map((match) => match[1]!),
        barOn:
          /the bar is (?:back )?on (?:question (\w+)|([A-Z][\w-]*))/.exec(seen)?.slice(1).find(Boolean) ??
          null,
      })),
    }))
    .filter(({ steps }) => steps.length > 0);
}

/** The rows of a section's table, without its head and the line below that. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** **Bold** is a key, `code` is typed, _slanted_ is one of the tutorial's own words; all else is for the reader. */
function pressesOf(cell: string): readonly TutorialPress[] {
  return [...cell.matchAll(/\*\*([^*]+)\*\*(?: × (\d+))?|`([^`]+)`|_([^_]+)_/g)].flatMap(
    ([, key, times = '1', text, word]): readonly TutorialPress[] => {
      if (key !== undefined)
        return Array.from({ length: Number(times) }, () => ({ do: 'press', chord: chordOf(key) }));
      return [text === undefined ? wordOf(word!) : { do: 'type', text }];
    },
  );
}

const printedOnKeys: Readonly<Record<string, string>> = {
  Ctrl: 'Control',
  Esc: 'Escape',
  PgUp: 'PageUp',
  PgDn: 'PageDown',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
};

/** What is printed on the keys, as the browser calls it: `Ctrl+Enter` is `Control+Enter`. */
function chordOf(printed: string): string {
  return printed
    .split('+')
    .map((key) => printedOnKeys[key] ?? key)
    .join('+');
}

function wordOf(word: string): TutorialPress {
  switch (word) {
    case 'as written':
      return { do: 'as-written' };
    case 'the rest':
      return { do: 'the-rest' };
    case 'the code':
      return { do: 'the-code' };
    default: {
      const name = /^Tab to (.+)$/.exec(word)?.[1];
      if (name !== undefined) return { do: 'tab-to', name };
      const place = /^on to (?:question )?(.+)$/.exec(word)?.[1];
      if (place === undefined) throw new Error(`The tutorial says “${word}”, which nobody can press.`);
      return { do: 'on-to', place };
    }
  }
}
