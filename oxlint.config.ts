import { defineConfig } from 'oxlint';

// Folder = permission (docs/architecture.md). One row a folder: what it may import, besides itself; contract/ is
// the only one that may be named by all. `packages` is what it may take from npm and Node where that is limited.
// tests/ and scripts/ may import everything, and nothing imports them.
const steps = ['postroom', 'keying', 'checking', 'sealing', 'sync', 'people', 'quality'].map(
  (step) => `electron/${step}`,
);
const folders: Record<string, { ours: readonly string[]; packages?: readonly string[] }> = {
  contract: { ours: [], packages: ['zod'] },
  headquarters: { ours: ['contract'] },
  // The order is the data's way; inside `electron` no import runs back up, and no step imports another.
  'electron/store': { ours: ['contract'] },
  ...Object.fromEntries(steps.map((step) => [step, { ours: ['contract', 'electron/store'] }])),
  'electron/bridge': { ours: ['contract', 'electron/store', ...steps] },
  'electron/host': { ours: ['contract', 'electron/bridge'] },
  // A component knows no data source: what it shows is given to it.
  'renderer/components': { ours: ['contract'] },
  // A page of its own, served by headquarters: it knows nothing of the app, nor of its bridge.
  'renderer/headquarters': { ours: ['contract', 'renderer/components'] },
  'renderer/bridge': { ours: ['contract', 'renderer/app'] },
  'renderer/app': { ours: ['contract', 'renderer/bridge', 'renderer/components', 'renderer/screens'] },
  'renderer/screens': { ours: ['contract', 'renderer/bridge', 'renderer/components', 'renderer/app'] },
};

/** Patterns that forbid, for files in `folder`, every relative import that leaves it for a folder not in its row. */
function bordersOf(folder: string): { regex: string; message: string }[] {
  const row = folders[folder]!;
  const depth = folder.split('/').length;
  const patterns: { regex: string; message: string }[] = [];
  const siblings = Object.keys(folders).filter((other) => other !== folder && !row.ours.includes(other));
  const tops = ['contract', 'renderer', 'headquarters', 'electron', 'tests', 'scripts'];
  for (const top of tops) {
    if (top === folder.split('/')[0] || row.ours.includes(top)) continue;
    patterns.push({
      regex: `^(\\.\\./)+${top}/`,
      message: `${folder}/ may not import ${top}/ (oxlint.config.ts).`,
    });
  }
  if (depth === 2) {
    const [top] = folder.split('/');
    for (const other of siblings.filter((name) => name.startsWith(`${top}/`))) {
      // From inside electron/x/… a sibling is reached by `../y/`; contract/y/ is reached by `../../contract/y/`.
      patterns.push({
        regex: `^(\\.\\./)+${other.split('/')[1]}(/|\\.ts$)`,
        message: `${folder}/ may not import ${other}/ (oxlint.config.ts).`,
      });
    }
    patterns.push({
      regex: `^(\\.\\./)+(main|preload|browser)\\.ts$`,
      message: `${folder}/ may not import an entry (oxlint.config.ts).`,
    });
  }
  if (row.packages !== undefined) {
    patterns.push({
      regex: `^(?!\\.{1,2}/)(?!(${row.packages.join('|')})$)`,
      message: `${folder}/ may import ${row.packages.join(', ')} only (oxlint.config.ts).`,
    });
  }
  return patterns;
}

const onlyTheBridgeSpeaksIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Only electron/bridge/ imports ipcMain, only electron/preload.ts imports ipcRenderer.',
};

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist/**', 'release/**', 'node_modules/**', 'screenshots/**', 'test-results/**'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
    'typescript/no-import-type-side-effects': 'error',
    'typescript/no-non-null-assertion': 'off',
    'import/no-unassigned-import': 'off',
    'react/react-in-jsx-scope': 'off',
    'unicorn/prefer-module': 'off',
    // The keyboard is the way in: a screen puts the focus where typing begins.
    'jsx-a11y/no-autofocus': 'off',
    // An effect may run on a change of what it doesn't read: of the screen's address, say.
    'react/exhaustive-effect-dependencies': 'off',
    // fast-check is written as `fc.…` everywhere, as its own documentation has it.
    'import/no-named-as-default-member': 'off',
    // For windows; what we post to are worker threads.
    'unicorn/require-post-message-target-origin': 'off',
    eqeqeq: 'error',
    'no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'no-await-in-loop': 'off',
  },
  overrides: Object.keys(folders).map((folder) => ({
    files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: folder === 'electron/bridge' ? [] : [onlyTheBridgeSpeaksIpc],
          patterns: bordersOf(folder),
        },
      ],
    },
  })),
});
