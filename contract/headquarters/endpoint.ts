import type { z } from 'zod';

/** Who may ask: anyone who has the page · staff signed in. */
export type PageAccess = 'anyone' | 'staff';

/**
 * One thing that headquarters' own page asks of it. Its address is `/page/` and the name under which it stands in
 * `pageEndpoints`. `asks` tells something and changes nothing (GET, the request in the address, so all of it is
 * text); `acts` changes something (POST, JSON, with `pageHeader` and from headquarters' own origin).
 */
export interface PageEndpoint {
  readonly kind: 'asks' | 'acts';
  readonly access: PageAccess;
  readonly request: z.ZodType;
  readonly value: z.ZodType;
}

/** Keeps each endpoint's own schemas in its type while checking the table's form. */
export function declareEndpoints<const Table extends Record<string, PageEndpoint>>(table: Table): Table {
  return table;
}

/** The address of an endpoint. */
export const pagePath = (name: string): string => `/page/${name}`;

/**
 * The header that every request carries which changes something. A form or a picture on somebody else's page can't
 * send it, and a script there may not.
 */
export const pageHeader = 'postbag-page';
