import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AuditScreen } from '../screens/audit/audit-screen.tsx';
import { BackupsScreen } from '../screens/backups/backups-screen.tsx';
import { BatchScreen } from '../screens/post-room/batch-screen.tsx';
import { PostRoomScreen } from '../screens/post-room/post-room-screen.tsx';
import { CorrectScreen } from '../screens/correct/correct-screen.tsx';
import { CourierScreen } from '../screens/courier/courier-screen.tsx';
import { CheckingScreen } from '../screens/checking/checking-screen.tsx';
import { ConsultationsScreen } from '../screens/consultations/consultations-screen.tsx';
import { DecidedScreen } from '../screens/decisions/decided-screen.tsx';
import { DecisionsScreen } from '../screens/decisions/decisions-screen.tsx';
import { KeyingScreen } from '../screens/keying/keying-screen.tsx';
import { DaySheetScreen } from '../screens/day-sheet/day-sheet-screen.tsx';
import { PeopleScreen } from '../screens/people/people-screen.tsx';
import { PlanScreen } from '../screens/plan/plan-screen.tsx';
import { QualityScreen } from '../screens/quality/quality-screen.tsx';
import { QueriesScreen } from '../screens/queries/queries-screen.tsx';
import { RepliesScreen } from '../screens/replies/replies-screen.tsx';
import { ReplyScreen } from '../screens/replies/reply-screen.tsx';
import { SendScreen } from '../screens/send/send-screen.tsx';
import { TodayScreen } from '../screens/today/today-screen.tsx';
import { Shell } from './shell.tsx';

// Screens as addresses. In the hash, because both hosts serve one page and nothing else.
// A screen reads its parameters with `useParams({ strict: false })` and parses them: an address is input.

const root = createRootRoute({ component: Shell });

const page = <Path extends string>(path: Path, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  page('/', TodayScreen),
  page('/post-room', PostRoomScreen),
  page('/post-room/$batchId', BatchScreen),
  page('/keying', KeyingScreen),
  page('/keying/$replyId', KeyingScreen),
  page('/checking', CheckingScreen),
  page('/checking/$replyId', CheckingScreen),
  page('/decisions', DecisionsScreen),
  page('/decisions/mine', DecidedScreen),
  page('/replies', RepliesScreen),
  page('/replies/$replyId', ReplyScreen),
  page('/replies/$replyId/correct', CorrectScreen),
  page('/queries', QueriesScreen),
  page('/send', SendScreen),
  page('/send/courier', CourierScreen),
  page('/quality', QualityScreen),
  page('/day-sheet', DaySheetScreen),
  page('/audit', AuditScreen),
  page('/consultations', ConsultationsScreen),
  page('/consultations/$consultationId/plan', PlanScreen),
  page('/people', PeopleScreen),
  page('/backups', BackupsScreen),
]);

export const router = createRouter({ routeTree, history: createHashHistory(), defaultPreload: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
