import type { z } from 'zod';
import { staffEndpoints } from './staff.ts';

/** Everything that headquarters' page asks of it, by name. */
export const pageEndpoints = {
  ...staffEndpoints,
} as const;

export type PageEndpoints = typeof pageEndpoints;
export type PageEndpointName = keyof PageEndpoints;

/** What the page sends; before parsing, so that what has a default may be left away. */
export type PageRequest<Name extends PageEndpointName> = z.input<PageEndpoints[Name]['request']>;
export type PageValue<Name extends PageEndpointName> = z.infer<PageEndpoints[Name]['value']>;
