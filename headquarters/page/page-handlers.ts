import { arrivedHandlers } from './arrived-handlers.ts';
import { computerHandlers } from './computer-handlers.ts';
import { courierHandlers } from './courier-handlers.ts';
import type { PageHandlers } from './page-means.ts';
import { staffHandlers } from './staff-handlers.ts';
import { standingHandlers } from './standing-handlers.ts';
import { workHandlers } from './work-handlers.ts';

/** What answers each endpoint of the page; a missing one is a mistake of types. */
export const pageHandlers: PageHandlers = {
  ...staffHandlers,
  ...arrivedHandlers,
  ...workHandlers,
  ...computerHandlers,
  ...courierHandlers,
  ...standingHandlers,
};
