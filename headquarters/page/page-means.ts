import type {
  PageEndpointName,
  PageEndpoints,
  PageValue,
} from '../../contract/headquarters/page-endpoints.ts';
import type { z } from 'zod';
import type { Staff } from '../database/queries/staff-accounts.ts';
import type { Means } from '../routes/routes.ts';

/** How the page is reached. */
export interface PageSettings {
  /** Over TLS, by headquarters itself or by a proxy before it. */
  readonly isSecure: boolean;
  /** How headquarters is reached from outside, where that isn't where it listens. */
  readonly address?: string | undefined;
}

/** Who asks, and what with. */
export interface Asker extends Means {
  /** Null where nobody is signed in; never null in what only staff may ask. */
  readonly staff: Staff | null;
  readonly token: string | null;
  /** Gives the browser a session, or takes its session away. */
  setToken(token: string | null): void;
}

/** Somebody of staff who asks. */
export interface StaffAsker extends Asker {
  readonly staff: Staff;
  readonly token: string;
}

type AskerOf<Name extends PageEndpointName> = PageEndpoints[Name]['access'] extends 'staff'
  ? StaffAsker
  : Asker;

/** What answers an endpoint. */
export type PageHandler<Name extends PageEndpointName> = (
  asker: AskerOf<Name>,
  request: z.output<PageEndpoints[Name]['request']>,
) => Promise<PageValue<Name>>;

/** Exactly one handler for each endpoint that it names. */
export type PageHandlers<Name extends PageEndpointName = PageEndpointName> = {
  readonly [Key in Name]: PageHandler<Key>;
};
