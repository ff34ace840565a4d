import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { build as viteBuild, type InlineConfig } from 'vite';
import { buildStamp, pageSources, stampFile } from './start/build-stamp.ts';

// Four builds from one source tree: the window, the main process (ES modules), the preload (CommonJS, because a
// sandboxed preload can't be anything else), and headquarters' own page. `npm run build`.

const root = resolve(import.meta.dirname, '..');

const common = {
  root,
  configFile: false,
  logLevel: 'warn',
} satisfies InlineConfig;

const windowBuild = (outDir: string): InlineConfig => ({
  ...common,
  root: join(root, 'renderer'),
  // Relative addresses: the same files are served as app://postbag/ and as http://127.0.0.1:port/.
  base: './',
  plugins: [react()],
  build: {
    outDir: join(outDir, 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Every font and picture as a file of its own: the content security policy allows fonts from there only.
    assetsInlineLimit: 0,
    // It comes from this computer, so its size costs nothing.
    chunkSizeWarningLimit: 4000,
  },
});

/** Headquarters' own page: from the same components, and served by headquarters itself. */
const headquartersPageBuild = (outDir: string): InlineConfig => ({
  ...common,
  root: join(root, 'renderer/headquarters'),
  // Relative addresses, so that a proxy may serve headquarters anywhere.
  base: './',
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2024',
    // Nothing inline: its content security policy allows files of its own only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
});

const mainBuild = (outDir: string): InlineConfig => ({
  ...common,
  ssr: { noExternal: true },
  build: {
    outDir: join(outDir, 'electron'),
    emptyOutDir: true,
    target: 'node24',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: join(root, 'electron/main.ts'),
        browser: join(root, 'electron/browser.ts'),
        'checkpoint-thread': join(root, 'electron/store/checkpoint-thread.ts'),
        'reader-thread': join(root, 'electron/store/reader-thread.ts'),
        'backup-thread': join(root, 'electron/store/backup/backup-thread.ts'),
      },
      // The one native module is found in node_modules at run time. The other two are what `ws` tries to
      // load if they happen to be there, and they aren't.
      external: ['electron', 'better-sqlite3', 'bufferutil', 'utf-8-validate'],
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        // Beside the entries, not in a folder: who starts a thread looks for it beside its own file.
        chunkFileNames: 'shared-[hash].js',
      },
    },
  },
});

const preloadBuild = (outDir: string): InlineConfig => ({
  ...common,
  ssr: { noExternal: true },
  build: {
    outDir: join(outDir, 'electron'),
    emptyOutDir: false,
    target: 'chrome130',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: join(root, 'electron/preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});

/** What is built is what people work with, whoever asks: within a test, Vite would take React's development build. */
async function build(config: InlineConfig): Promise<void> {
  process.env.NODE_ENV = 'production';
  await viteBuild(config);
}

/** Builds into `outDir` (dist/, unless told otherwise) and leaves a stamp of the sources that it was built from. */
export async function buildAll(outDir: string = join(root, 'dist')): Promise<void> {
  const stamp = buildStamp(root);
  // Without its stamp a half-made build is made again.
  rmSync(stampFile(outDir), { force: true });
  await Promise.all([
    build(windowBuild(outDir)),
    buildHeadquartersPage(join(outDir, 'headquarters-page')),
    build(mainBuild(outDir)).then(() => build(preloadBuild(outDir))),
  ]);
  writeFileSync(stampFile(outDir), stamp);
}

/** Builds headquarters' page alone, with a stamp of its own: headquarters doesn't need the app. */
export async function buildHeadquartersPage(
  outDir: string = join(root, 'dist/headquarters-page'),
): Promise<void> {
  const stamp = buildStamp(root, pageSources);
  await build(headquartersPageBuild(outDir));
  writeFileSync(stampFile(outDir), stamp);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, page: { type: 'boolean', default: false } },
  });
  // `--page`: headquarters' page alone.
  if (values.page) await buildHeadquartersPage();
  else await buildAll(values.out === undefined ? undefined : resolve(values.out));
}
