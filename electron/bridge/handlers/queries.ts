import { assignQuery, closeQuery, listQueries, raiseQuery, reopenQuery } from '../../keying/queries.ts';
import type { HandlersOf } from '../handler.ts';

export const queryHandlers: HandlersOf<'queries'> = {
  list: listQueries,
  raise: raiseQuery,
  close: closeQuery,
  assign: assignQuery,
  reopen: reopenQuery,
};
