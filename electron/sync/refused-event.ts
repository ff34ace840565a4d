import type { StreamKey } from '../store/queries/streams.ts';
import { Refused } from './ask-headquarters.ts';

/** Headquarters refused a consignment that held one event and nothing else. */
export class RefusedEvent extends Refused {
  readonly place: StreamKey & { readonly seq: number };

  constructor(refused: Refused, place: StreamKey & { readonly seq: number }) {
    super(refused.code, refused.details);
    this.name = 'RefusedEvent';
    this.place = place;
  }
}
