import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AddingUp } from '../../../contract/records/batch.ts';
import { AddingUpLine } from '../../components/adding-up-line.tsx';
import { addressOfFilter, type AddressedFilter } from './reply-list-address.ts';

/** A number that leads to the replies that it counts. */
export function ReplyListLink({
  filter,
  children,
}: {
  readonly filter: Partial<AddressedFilter>;
  readonly children: ReactNode;
}) {
  return (
    <Link to="/replies" search={addressOfFilter(filter)}>
      {children}
    </Link>
  );
}

/** The adding-up line, each number of which leads to its list. */
export function LinkedAddingUp({
  count,
  of,
}: {
  readonly count: AddingUp;
  readonly of: Partial<AddressedFilter>;
}) {
  return (
    <AddingUpLine
      count={count}
      linkTo={(part, figure) => linkOf(part === 'received' ? of : { ...of, place: part }, figure)}
    />
  );
}

function linkOf(filter: Partial<AddressedFilter>, figure: ReactNode): ReactNode {
  return <ReplyListLink filter={filter}>{figure}</ReplyListLink>;
}
