import fc from 'fast-check';
import { faultKinds } from './way.ts';
import type { Fault } from './way.ts';
import { poisons } from './seal.ts';
import type { Poison } from './seal.ts';

// What can happen, one step at a time. Stores and copies are named by any number and counted round, so that each
// step can be taken anywhere in a schedule, and a schedule stays one when steps are left out of it.

export type Step =
  | { readonly do: 'seal'; readonly store: number; readonly replies: number; readonly consultation: number }
  | { readonly do: 'log' | 'seal what was keyed twice'; readonly store: number }
  | { readonly do: 'poison'; readonly store: number; readonly what: Poison; readonly n: number }
  | { readonly do: 'enrol'; readonly store: number; readonly faults: readonly Fault[] }
  | { readonly do: 'send'; readonly store: number; readonly faults: readonly Fault[] }
  | {
      readonly do: 'send at once';
      readonly stores: readonly [number, number];
      readonly faults: readonly Fault[];
    }
  | { readonly do: 'deliver what was held back' }
  | { readonly do: 'device is killed'; readonly store: number }
  | { readonly do: 'device is backed up'; readonly store: number }
  /** Whether the program itself notices that it was, or somebody exchanged or copied the file behind its back. */
  | { readonly do: 'device is restored'; readonly copy: number; readonly isNoticed: boolean }
  | { readonly do: 'device is cloned'; readonly store: number; readonly isNoticed: boolean }
  | { readonly do: 'headquarters is restarted' }
  | { readonly do: 'headquarters is backed up' }
  /** Whether it is known who might send in the headquarters that is replaced, or that can't be read any more. */
  | { readonly do: 'headquarters is restored'; readonly copy: number; readonly isLastKnown: boolean }
  | { readonly do: 'clock is set'; readonly store: number; readonly years: number }
  | { readonly do: 'clock of headquarters is set'; readonly years: number }
  | { readonly do: 'revoke'; readonly store: number }
  | { readonly do: 'somebody decides'; readonly which: number; readonly how: number }
  | { readonly do: 'revise' | 'withdraw'; readonly store: number; readonly which: number }
  | { readonly do: 'a courier file is written' | 'a receipt file is written'; readonly store: number }
  | {
      readonly do: 'a courier file is taken in';
      readonly file: number;
      readonly damage: 'none' | 'cut short' | 'altered';
      readonly n: number;
    }
  /** For the tests of the guards alone: no schedule is drawn with it. */
  | { readonly do: 'database crashes'; readonly crash: () => Promise<void> }
  | { readonly do: 'a receipt file is taken in'; readonly store: number; readonly file: number };

const any = fc.nat({ max: 11 });

const fault: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat({ max: 4 }),
  kind: fc.constantFrom(...faultKinds),
  n: fc.nat({ max: 5000 }),
});
const faults = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 5, arbitrary: fc.array(fault, { minLength: 1, maxLength: 3 }) },
);

const named = <Name extends Step['do']>(name: Name) => ({ do: fc.constant(name) });
const kinds = (hugeWeight: number): { weight: number; arbitrary: fc.Arbitrary<Poison> }[] =>
  poisons.map((what) => ({ weight: what === 'huge' ? hugeWeight : 1000, arbitrary: fc.constant(what) }));

/** One step; of 5,000 poisoned records, `hugeWeight` have a comment of 32 MB, which takes its time. */
export function aStep(hugeWeight: number): fc.Arbitrary<Step> {
  const weighed = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
  return fc.oneof(
    weighed(
      20,
      fc.record({ ...named('seal'), store: any, replies: fc.integer({ min: 1, max: 4 }), consultation: any }),
    ),
    weighed(2, fc.record({ ...named('log'), store: any })),
    weighed(4, fc.record({ ...named('seal what was keyed twice'), store: any })),
    weighed(4, fc.record({ ...named('poison'), store: any, what: fc.oneof(...kinds(hugeWeight)), n: any })),
    weighed(4, fc.record({ ...named('enrol'), store: any, faults })),
    weighed(30, fc.record({ ...named('send'), store: any, faults })),
    weighed(6, fc.record({ ...named('send at once'), stores: fc.tuple(any, any), faults })),
    weighed(3, fc.record(named('deliver what was held back'))),
    weighed(2, fc.record({ ...named('device is killed'), store: any })),
    weighed(4, fc.record({ ...named('device is backed up'), store: any })),
    weighed(4, fc.record({ ...named('device is restored'), copy: any, isNoticed: fc.boolean() })),
    weighed(2, fc.record({ ...named('device is cloned'), store: any, isNoticed: fc.boolean() })),
    weighed(2, fc.record(named('headquarters is restarted'))),
    weighed(3, fc.record(named('headquarters is backed up'))),
    weighed(3, fc.record({ ...named('headquarters is restored'), copy: any, isLastKnown: fc.boolean() })),
    weighed(2, fc.record({ ...named('clock is set'), store: any, years: fc.constantFrom(-10, 10) })),
    weighed(1, fc.record({ ...named('clock of headquarters is set'), years: fc.constantFrom(-10, 10) })),
    weighed(1, fc.record({ ...named('revoke'), store: any })),
    weighed(4, fc.record({ ...named('somebody decides'), which: any, how: any })),
    weighed(5, fc.record({ ...named('revise'), store: any, which: any })),
    weighed(2, fc.record({ ...named('withdraw'), store: any, which: any })),
    weighed(4, fc.record({ ...named('a courier file is written'), store: any })),
    weighed(
      4,
      fc.record({
        ...named('a courier file is taken in'),
        file: any,
        damage: fc.constantFrom('none', 'none', 'cut short', 'altered'),
        n: fc.nat({ max: 100_000 }),
      }),
    ),
    weighed(2, fc.record({ ...named('a receipt file is written'), store: any })),
    weighed(2, fc.record({ ...named('a receipt file is taken in'), store: any, file: any })),
  );
}

/** A schedule: what happens, in order, before the faults stop. */
export function aSchedule(hugeWeight = 1): fc.Arbitrary<Step[]> {
  return fc.array(aStep(hugeWeight), { minLength: 4, maxLength: 30, size: 'max' });
}
