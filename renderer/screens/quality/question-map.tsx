import type { QualityOfField } from '../../../contract/records/quality.ts';
import { errorsPer1000Strokes, errorsPer10000Fields } from '../../../contract/rules/quality/rates.ts';
import { isTooLittle, rateWords } from './rate-words.ts';

const kinds = [
  { key: 'firstErrors', label: 'First keying' },
  { key: 'secondErrors', label: 'Second keying' },
  { key: 'putRight', label: 'Put right' },
  { key: 'paperFaults', label: 'Paper' },
] as const;

/**
 * Which questions cause errors, in the form's order: a square for each kind, the larger the more often. By size and
 * not by colour, so that paper and every eye sees it. The table beneath says the same in numbers.
 */
export function QuestionMap({ fields }: { readonly fields: readonly QualityOfField[] }) {
  const shareOf = (field: QualityOfField, key: (typeof kinds)[number]['key']) => field[key] / field.fields;
  const most = Math.max(...fields.flatMap((field) => kinds.map(({ key }) => shareOf(field, key))));
  return (
    <>
      {most === 0 ? (
        <p>No field of these was keyed differently.</p>
      ) : (
        <figure className="question-map">
          <figcaption className="hint">
            The largest square stands for {Math.round(most * 10_000).toLocaleString('en-GB')} in 10,000; the
            table beneath has the numbers.
          </figcaption>
          <div className="question-map-rows" aria-hidden="true">
            <span />
            {kinds.map(({ key, label }) => (
              <span key={key} className="hint">
                {label}
              </span>
            ))}
            {fields.map((field) => (
              <MapRow
                key={field.field}
                name={field.fieldName}
                sizes={kinds.map(({ key }) => Math.sqrt(shareOf(field, key) / most))}
              />
            ))}
          </div>
        </figure>
      )}
      {/* Narrow, the table scrolls within its panel; it takes the focus for that (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls */}
      <section className="question-table" aria-label="The numbers, by question" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col" className="figure">
                Keyed twice
              </th>
              {kinds.map(({ key, label }) => (
                <th key={key} scope="col" className="figure">
                  {label}
                </th>
              ))}
              <th scope="col" className="figure">
                Not decided
              </th>
              <th scope="col">Errors per 10,000 fields</th>
              <th scope="col">Errors per 1,000 strokes</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.field}>
                <th scope="row">{field.fieldName}</th>
                <td className="figure">{field.fields.toLocaleString('en-GB')}</td>
                {kinds.map(({ key }) => (
                  <td key={key} className="figure">
                    {field[key].toLocaleString('en-GB')}
                  </td>
                ))}
                <td className="figure">{field.undecided.toLocaleString('en-GB')}</td>
                <RatesOf field={field} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Of both keyings, since it is the question's figure: a field counts once for each of the two who keyed it. */
function RatesOf({ field }: { readonly field: QualityOfField }) {
  const errors = field.firstErrors + field.secondErrors;
  const keyed = 2 * field.fields;
  const perFields = errorsPer10000Fields(errors, keyed);
  const perStrokes = errorsPer1000Strokes(errors, field.strokes);
  if (perFields === null || isTooLittle(keyed)) {
    return (
      <td colSpan={2} className="quiet">
        Too little to say.
      </td>
    );
  }
  return (
    <>
      <td>{rateWords(perFields)}</td>
      <td>{perStrokes === null ? <span className="quiet">No strokes.</span> : rateWords(perStrokes)}</td>
    </>
  );
}

/** `sizes` between 0 and 1. A square that isn't there leaves a dot, so that the eye keeps its row. */
function MapRow({ name, sizes }: { readonly name: string; readonly sizes: readonly number[] }) {
  return (
    <>
      <span className="map-name">{name}</span>
      {sizes.map((size, index) => {
        const side = size === 0 ? 2 : 4 + 14 * size;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- one of four columns that never change
          <svg key={index} viewBox="0 0 20 20" className={size === 0 ? 'map-nothing' : undefined}>
            <rect x={10 - side / 2} y={10 - side / 2} width={side} height={side} />
          </svg>
        );
      })}
    </>
  );
}
