import { decide } from '../../checking/decide.ts';
import { contestDecision, decided, takeBackDecision, toDecide, waiting } from '../../checking/differences.ts';
import { finishCheck } from '../../checking/finish-check.ts';
import { nextCheck } from '../../checking/next-check.ts';
import { openCheck } from '../../checking/open-check.ts';
import { makePlan, plansOf } from '../../checking/plans.ts';
import { saveSecondMark } from '../../checking/save-second-mark.ts';
import type { HandlersOf } from '../handler.ts';

export const checkingHandlers: HandlersOf<'checking'> = {
  next: nextCheck,
  open: (desk, { replyId }) => openCheck(desk, replyId),
  saveMark: saveSecondMark,
  finish: finishCheck,
  waiting,
  toDecide,
  decide,
  takeBack: takeBackDecision,
  decided,
  contest: contestDecision,
  plans: plansOf,
  makePlan,
};
