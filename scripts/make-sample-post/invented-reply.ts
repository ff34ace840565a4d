import type { Mark } from '../../contract/records/mark.ts';
import type { SampleReply } from '../../contract/records/sample-post.ts';

/** How somebody writes. The fonts are Debian's, named in main.ts. */
export interface Hand {
  readonly font: string;
  readonly sizePx: number;
  /** How dark the pen is: 0 black, 120 a worn pencil. */
  readonly grey: number;
  readonly slantDeg: number;
  /** How much the pen spreads. */
  readonly strokePx: number;
  /** A font of capitals: what is keyed is capitals too. */
  readonly isCapitals: boolean;
}

const plain = { slantDeg: 0, strokePx: 0, isCapitals: false } as const;

export const hands = {
  quick: { ...plain, font: 'Breip', sizePx: 31, grey: 40, strokePx: 0.4 },
  quickAndHeavy: { ...plain, font: 'Breip', sizePx: 30, grey: 55, slantDeg: -9, strokePx: 1.1 },
  round: { ...plain, font: 'Rufscript', sizePx: 25, grey: 60 },
  roundPencil: { ...plain, font: 'Rufscript', sizePx: 24, grey: 105, slantDeg: 6 },
  neat: { ...plain, font: 'Klee One', sizePx: 24, grey: 50, strokePx: 0.5 },
  old: { ...plain, font: 'Dancing Script', sizePx: 29, grey: 60, strokePx: 0.3 },
  narrow: { ...plain, font: 'Kristi', sizePx: 38, grey: 55, strokePx: 0.4 },
  narrowAndDark: { ...plain, font: 'Kristi', sizePx: 40, grey: 25, strokePx: 0.8 },
  tall: { ...plain, font: 'DkgHandwriting', sizePx: 26, grey: 50 },
  tallAndSlanted: { ...plain, font: 'DkgHandwriting', sizePx: 26, grey: 70, slantDeg: -14 },
  capitals: { ...plain, font: 'Because We Organize', sizePx: 24, grey: 45, isCapitals: true },
  boldCapitals: { ...plain, font: 'Because We Learn', sizePx: 23, grey: 55, isCapitals: true },
} as const satisfies Record<string, Hand>;

/** The pages that aren't the form. Paragraphs are in the order of the sheet. */
export type OtherPage =
  | {
      readonly kind: 'letter';
      readonly isTyped: boolean;
      readonly heading: readonly string[];
      readonly paragraphs: readonly string[];
      readonly signature: string;
      readonly addedByHand?: string;
    }
  | { readonly kind: 'signatures'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'leaflet'; readonly title: string; readonly lines: readonly string[] };

/** One invented reply as it is written here; its pictures and `expected` marks are both made from it. */
export interface InventedReply extends Omit<SampleReply, 'pages' | 'expected' | 'channel'> {
  readonly hand: Hand;
  /** Whether the pages of the form come first. */
  readonly hasForm: boolean;
  readonly otherPages: readonly OtherPage[];
  /** What is on the paper, by field; what the form asks and isn't here was left blank. */
  readonly marks: Readonly<Record<string, Mark>>;
}

/** A text as written, a tick of one, or (as a list) the ticks of many. */
export function says(value: string | string[]): Mark {
  return { kind: 'value', value };
}

export function spoilt(...value: string[]): Mark {
  return { kind: 'spoilt', value };
}

/** Ticks of the eight tick-one questions at once: `ticks('aadan--a')` by the first letter, `-` for blank. */
export function ticks(letters: string): Record<string, Mark> {
  const codes: Readonly<Record<string, string>> = {
    a: 'agree',
    d: 'disagree',
    s: 'not-sure',
    y: 'yes',
    n: 'no',
    k: 'dont-know',
  };
  const marks: Record<string, Mark> = {};
  [...letters].forEach((letter, index) => {
    const code = codes[letter];
    if (code !== undefined) marks[`q${index + 1}.tick`] = says(code);
  });
  return marks;
}
