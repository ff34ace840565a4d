import type { ReactNode } from 'react';
import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { PackHash } from '../../../contract/records/id.ts';
import { showDay, showWeekday } from '../../components/dates.ts';

interface Props {
  readonly pack: ConsultationPack;
  readonly packHash: PackHash;
}

/** Every fact of a pack but its questions, in the words of the document. */
export function PackFacts({ pack, packHash }: Props) {
  const { contacts } = pack;
  return (
    <dl className="pack-facts">
      <Fact name="Department">
        {pack.department}
        {pack.departmentChanges?.map(({ on, name }) => (
          <p key={on} className="hint">
            From {showDay(on)}: {name}
          </p>
        ))}
      </Fact>
      <Fact name="Issued">{showDay(pack.issuedOn)}</Fact>
      <Fact name="Closes">
        {showWeekday(pack.closesOn)} {showDay(pack.closesOn)}
        {pack.closingNote !== undefined && <p className="hint">{pack.closingNote}</p>}
      </Fact>
      <Fact name="Addressed to">{pack.audience}</Fact>
      <Fact name="Background">{pack.background}</Fact>
      <Fact name={contacts.returning}>
        {contacts.postal.join(', ')}
        <br />
        {contacts.email}
      </Fact>
      <Fact name="Enquiries">
        {[contacts.enquiries.name, contacts.enquiries.telephone, contacts.enquiries.email]
          .filter((part) => part !== undefined)
          .join(', ')}
      </Fact>
      <Fact name="Copies">
        {contacts.copies.electronic.join(', ')}
        {contacts.copies.hard !== undefined && (
          <p>
            On paper: {contacts.copies.hard.name}, {contacts.copies.hard.postal.join(', ')}
            {contacts.copies.hard.telephone !== undefined && `, ${contacts.copies.hard.telephone}`}
          </p>
        )}
      </Fact>
      <Fact name="Results">{pack.resultsDue}</Fact>
      <Fact name="Statement">
        <span className="pack-statement">{pack.statement}</span>
      </Fact>
      <Fact name="Serials">
        <span className="serial">{pack.serialPrefix}-000001</span> and on
      </Fact>
      <Fact name="Version">
        <code className="path">{packHash}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
