import type { Command } from './command.ts';
import { enrol } from './enrol.ts';
import { list } from './list.ts';
import { serve } from './serve.ts';
import { staff } from './staff.ts';

/** Every command, in the order in which help lists them. A new one is a file of its own and a line here. */
export const commands: readonly Command[] = [serve, enrol, list, staff];
