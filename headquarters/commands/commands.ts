import type { Command } from './command.ts';
import { backup } from './backup.ts';
import { consultations } from './consultations.ts';
import { decide } from './decide.ts';
import { courier } from './courier.ts';
import { devices } from './devices.ts';
import { enrol } from './enrol.ts';
import { exportCommand } from './export.ts';
import { list } from './list.ts';
import { receipt } from './receipt.ts';
import { recover } from './recover.ts';
import { restore } from './restore.ts';
import { revoke } from './revoke.ts';
import { serve } from './serve.ts';
import { staff } from './staff.ts';
import { verifyCommand } from './verify.ts';
import { work } from './work.ts';

/** Every command, in the order in which help lists them. A new one is a file of its own and a line here. */
export const commands: readonly Command[] = [
  serve,
  enrol,
  devices,
  revoke,
  list,
  courier,
  receipt,
  work,
  decide,
  exportCommand,
  consultations,
  verifyCommand,
  backup,
  restore,
  recover,
  staff,
];
