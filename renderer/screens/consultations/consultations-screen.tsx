import { useState } from 'react';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { useSession } from '../../app/session.tsx';
import { useCall } from '../../app/use-call.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { FromHeadquarters } from './from-headquarters.tsx';
import { LoadFile } from './load-file.tsx';
import { PackColumn } from './pack-column.tsx';
import { ShippedPacks } from './shipped-packs.tsx';
import './consultations.css';

/** The consultations of this store, side by side, each with every fact of its pack; and ways to load another. */
export function ConsultationsScreen() {
  const { person } = useSession();
  const { data: consultations } = useCall('consultations', 'list', null);
  const [hidden, setHidden] = useState<readonly ConsultationId[]>([]);
  if (consultations === undefined) return null;
  const isSupervisor = person.role === 'supervisor';
  const shown = consultations.filter(({ id }) => !hidden.includes(id));
  return (
    <Page
      title="Consultations"
      actions={
        consultations.length > 1 ? (
          <fieldset className="shown-packs">
            <legend className="visually-hidden">Shown side by side</legend>
            {consultations.map(({ id, serialPrefix }) => (
              <CheckBox
                key={id}
                isSelected={!hidden.includes(id)}
                onChange={(isShown) =>
                  setHidden(isShown ? hidden.filter((other) => other !== id) : [...hidden, id])
                }
              >
                Show {serialPrefix}
              </CheckBox>
            ))}
          </fieldset>
        ) : undefined
      }
    >
      {consultations.length === 0 && (
        <EmptyState>
          <p>
            There is no consultation in this store yet.{' '}
            {isSupervisor
              ? 'Load one that came with Postbag, or the department’s own file.'
              : 'A supervisor loads one.'}
          </p>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <div className="pack-columns">
          {shown.map((consultation) => (
            <PackColumn key={consultation.id} consultation={consultation} />
          ))}
        </div>
      )}
      {isSupervisor && (
        <div className="load-packs">
          <ShippedPacks isFirst={consultations.length === 0} />
          <LoadFile />
          <FromHeadquarters />
        </div>
      )}
    </Page>
  );
}
