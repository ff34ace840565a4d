import { useId, type ReactNode } from 'react';
import type { KeyedWork, QualityOfKeyer } from '../../../contract/records/quality.ts';
import {
  errorsPer1000Strokes,
  errorsPer10000Fields,
  strokesPerHour,
  type Rate,
} from '../../../contract/rules/quality/rates.ts';
import { IntervalLine } from '../../components/interval-line.tsx';
import { isTooLittle, rateWords, showFigure, tooLittleWords } from './rate-words.ts';

/** Where the lines end: the same for all keyers. */
interface Scales {
  readonly mostPer10000: number;
  readonly mostPer1000: number;
}

const names = [
  'Replies finished',
  'Fields keyed by two people',
  'Errors decided by another',
  'Errors per 10,000 fields',
  'Errors per 1,000 strokes',
  'Put right by oneself',
  'Faults of the paper',
  'Not decided yet',
  'Strokes an hour, pauses left out',
] as const;

/** One person's figures, first and second keying beside each other. There is no total of them: it would be a score. */
export function KeyerFigures({ keyer, ...scales }: Scales & { readonly keyer: QualityOfKeyer }) {
  const heading = useId();
  return (
    <section className="panel keyer-figures" aria-labelledby={heading}>
      <h2 id={heading}>{keyer.fullName}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            <th scope="col">First keying</th>
            <th scope="col">Second keying</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {(['first', 'second'] as const).map((pass) => (
                <td key={pass}>
                  <Figure name={name} work={keyer[pass]} pass={pass} {...scales} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface FigureProps extends Scales {
  readonly name: (typeof names)[number];
  readonly work: KeyedWork;
  readonly pass: 'first' | 'second';
}

function Figure({ name, work, pass, mostPer10000, mostPer1000 }: FigureProps): ReactNode {
  const { fields, errors, strokes, putRight, paperFaults, undecided } = work.checked;
  switch (name) {
    case 'Replies finished':
      return work.replies.toLocaleString('en-GB');
    case 'Fields keyed by two people':
      return fields.toLocaleString('en-GB');
    case 'Errors decided by another':
      return errors;
    case 'Errors per 10,000 fields':
      return <PerFields errors={errors} fields={fields} most={mostPer10000} />;
    case 'Errors per 1,000 strokes': {
      if (fields === 0) return <Quiet>Nothing was keyed twice.</Quiet>;
      const rate = errorsPer1000Strokes(errors, strokes);
      const isEnough = rate !== null && saysSomething(work);
      return isEnough ? <WithLine rate={rate} most={mostPer1000} /> : <Quiet>Too little to say.</Quiet>;
    }
    case 'Put right by oneself':
      // Only whoever keys again hears that something differs.
      return pass === 'first' ? <Quiet>In the second keying only.</Quiet> : putRight;
    case 'Faults of the paper':
      return paperFaults;
    case 'Not decided yet':
      return undecided;
    case 'Strokes an hour, pauses left out': {
      const perHour = strokesPerHour(work.strokes, work.activeMs);
      return perHour === null ? <Quiet>Nothing keyed.</Quiet> : Math.round(perHour).toLocaleString('en-GB');
    }
    default:
      return assertNever(name);
  }
}

/** Whether enough of this work was keyed twice for its rates to be shown. */
export const saysSomething = ({ checked }: KeyedWork): boolean => !isTooLittle(checked.fields);

function PerFields({
  errors,
  fields,
  most,
}: {
  readonly errors: number;
  readonly fields: number;
  readonly most: number;
}) {
  const rate = errorsPer10000Fields(errors, fields);
  if (rate === null) return <Quiet>Nothing was keyed twice.</Quiet>;
  if (isTooLittle(fields)) return <Quiet>Too little to say. {tooLittleWords(errors, fields, rate)}.</Quiet>;
  return <WithLine rate={rate} most={most} />;
}

function WithLine({ rate, most }: { readonly rate: Rate; readonly most: number }) {
  return (
    <>
      {rateWords(rate)}
      <IntervalLine {...rate} most={most} />
      <span className="scale-ends quiet" aria-hidden="true">
        <span>0</span>
        <span>{showFigure(most)}</span>
      </span>
    </>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <span className="quiet">{children}</span>;
}

function assertNever(name: never): never {
  throw new Error(`no figure is called ${String(name)}`);
}
