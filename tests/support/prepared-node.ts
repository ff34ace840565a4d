import { resolve } from 'node:path';

/** How the scripts of package.json start Node, and so how the tests start a program of ours. */
export const preparedNode = [
  '--require',
  resolve(import.meta.dirname, '../../scripts/prepare-node.cjs'),
] as const;
