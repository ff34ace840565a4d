import type { z } from 'zod';
import { actEndpoints } from './acts.ts';
import { arrivedEndpoints } from './arrived.ts';
import { backupEndpoints } from './backups.ts';
import { computerEndpoints } from './computers.ts';
import { consultationEndpoints } from './consultations.ts';
import { courierEndpoints } from './courier.ts';
import { staffEndpoints } from './staff.ts';
import { workEndpoints } from './work.ts';

/** Everything that headquarters' page asks of it, by name. */
export const pageEndpoints = {
  ...staffEndpoints,
  ...arrivedEndpoints,
  ...workEndpoints,
  ...computerEndpoints,
  ...courierEndpoints,
  ...consultationEndpoints,
  ...backupEndpoints,
  ...actEndpoints,
} as const;

export type PageEndpoints = typeof pageEndpoints;
export type PageEndpointName = keyof PageEndpoints;

/** What the page sends; before parsing, so that what has a default may be left away. */
export type PageRequest<Name extends PageEndpointName> = z.input<PageEndpoints[Name]['request']>;
export type PageValue<Name extends PageEndpointName> = z.infer<PageEndpoints[Name]['value']>;
