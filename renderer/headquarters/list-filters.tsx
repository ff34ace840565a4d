import { useRef, type ReactNode } from 'react';
import type { BatchStanding } from '../../contract/headquarters/arrived.ts';
import { batchDigits } from '../../contract/rules/batch-label.ts';
import { SelectBox } from '../components/select-box.tsx';
import { isOfBatch, narrowingOf } from './narrowing.ts';
import { addressOfPlace, goTo, usePlace } from './place.ts';

interface Props {
  readonly screen: string;
  /** Whose units and consultations can be chosen; undefined while they aren't known yet. */
  readonly batches: readonly BatchStanding[] | undefined;
  readonly children?: ReactNode;
}

/** What can be chosen, and what is chosen, which may be known nowhere else yet. */
const optionsOf = (values: readonly string[] = [], chosen: string | undefined) =>
  [...new Set([...values, ...(chosen === undefined ? [] : [chosen])])]
    .toSorted()
    .map((value) => ({ value, label: value }));

const wordsFor = ({ batchNumber, deviceLabel }: BatchStanding): string =>
  `${batchNumber === null ? 'none yet' : batchDigits(batchNumber)}, ${deviceLabel}`;

/**
 * Narrows a list by unit and consultation, and says which batch a number led to. What is chosen stands in the address,
 * so that *back* undoes it.
 */
export function ListFilters({ screen, batches, children }: Props) {
  const { only } = usePlace();
  const narrowing = narrowingOf(only);
  const consultationBox = useRef<HTMLSelectElement>(null);
  const batch = batches?.find((one) => isOfBatch(one, narrowing));
  // A batch is of one unit and consultation: with another of these it would leave nothing.
  const narrowBy = (changes: Readonly<Record<string, string | null>>): void =>
    goTo(addressOfPlace(screen, { ...only, computer: null, batch: null, ...changes }));
  return (
    <div className="filters">
      <SelectBox
        label="Unit"
        isInline
        anyLabel="All units"
        options={optionsOf(
          batches?.map(({ unitName }) => unitName),
          only['unit'],
        )}
        value={only['unit'] ?? null}
        onChange={(unit) => narrowBy({ unit })}
      />
      <SelectBox
        label="Consultation"
        ref={consultationBox}
        isInline
        anyLabel="All consultations"
        options={optionsOf(
          batches?.map(({ consultationId }) => consultationId),
          only['consultation'],
        )}
        value={only['consultation'] ?? null}
        onChange={(consultation) => narrowBy({ consultation })}
      />
      {batches !== undefined && (narrowing.batch ?? narrowing.computer) !== undefined && (
        <SelectBox
          label="Batch"
          isInline
          anyLabel="All batches"
          options={[{ value: 'one', label: batch === undefined ? 'one that isn’t here' : wordsFor(batch) }]}
          value="one"
          onChange={() => {
            // This box goes, and the focus mustn't go with it.
            consultationBox.current?.focus();
            narrowBy({});
          }}
        />
      )}
      {children}
    </div>
  );
}
