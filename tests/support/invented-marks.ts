import { ILLEGIBLE, type Mark } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';

/** The mark of a paper without difficulties: the first option, or a text that the light checks let pass. */
export function plainMark({ kind, options, maxLength }: Field, text = 'Invented text on the paper'): Mark {
  if (kind === 'tick-many') return { kind: 'value', value: [options[0]!.code] };
  if (options.length > 0) return { kind: 'value', value: options[0]!.code };
  if (kind === 'number') return { kind: 'value', value: '7' };
  if (kind === 'date') return { kind: 'value', value: '3/4/2007' };
  return { kind: 'value', value: text.slice(0, maxLength ?? undefined) };
}

/** What people really send: blanks, lines that can't be read and second ticks among the plain answers. */
export function inventedMark(field: Field, random: () => number, text: string): Mark {
  const { kind, options } = field;
  const lot = random();
  if (lot < 0.08) return { kind: 'blank' };
  const isTick = kind === 'tick-one' || kind === 'tick-many';
  if (lot < 0.1) return isTick ? { kind: 'illegible' } : { kind: 'value', value: `${text} ${ILLEGIBLE}` };
  const [first, second] = options;
  if (lot < 0.12 && kind === 'tick-one' && first && second) {
    return { kind: 'spoilt', value: [first.code, second.code] };
  }
  if (kind !== 'tick-one') return plainMark(field, text);
  return { kind: 'value', value: options[Math.floor(random() * options.length)]!.code };
}
