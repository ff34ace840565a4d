import type { ReactNode } from 'react';
import type { BatchStanding } from '../../contract/headquarters/arrived.ts';
import { SelectBox } from '../components/select-box.tsx';
import { addressOfPlace, goTo, usePlace } from './place.ts';

interface Props {
  readonly screen: string;
  /** Whose units and consultations can be chosen. */
  readonly batches: readonly Pick<BatchStanding, 'unitName' | 'consultationId'>[];
  readonly children?: ReactNode;
}

const optionsOf = (values: readonly string[]) =>
  [...new Set(values)].toSorted().map((value) => ({ value, label: value }));

/** Narrows a list by unit and consultation. What is chosen stands in the address, so that *back* undoes it. */
export function ListFilters({ screen, batches, children }: Props) {
  const { only } = usePlace();
  const narrowBy = (name: string) => (value: string | null) =>
    goTo(addressOfPlace(screen, { ...only, [name]: value }));
  return (
    <div className="filters">
      <SelectBox
        label="Unit"
        isInline
        anyLabel="All units"
        options={optionsOf(batches.map(({ unitName }) => unitName))}
        value={only['unit'] ?? null}
        onChange={narrowBy('unit')}
      />
      <SelectBox
        label="Consultation"
        isInline
        anyLabel="All consultations"
        options={optionsOf(batches.map(({ consultationId }) => consultationId))}
        value={only['consultation'] ?? null}
        onChange={narrowBy('consultation')}
      />
      {children}
    </div>
  );
}
