import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Finds Electron's runtime without importing the `electron` package: under plain Node that starts a download at
// once and waits for it, behind a silent firewall for minutes.

export type FoundElectron =
  | { readonly isFound: true; readonly executable: string }
  /** `why` ends the sentence “Postbag opens in a browser, because …”. */
  | { readonly isFound: false; readonly why: string };

const executableNames: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

const mirrorWaitMs = 2500;

/**
 * The runtime's executable: where `ELECTRON_OVERRIDE_DIST_PATH` says, or the one of the package, downloaded if
 * need be and possible. Half a second without a network, three behind a firewall that doesn't answer.
 */
export async function findElectron(root: string): Promise<FoundElectron> {
  const whyNot = whyNoWindow(process.platform, process.env, process.getuid?.());
  if (whyNot !== null) return { isFound: false, why: whyNot };
  const installed = installedElectron(root);
  if (installed !== null) return { isFound: true, executable: installed };
  if (!(await doesMirrorAnswer(root))) {
    return { isFound: false, why: 'Electron is not installed here and its download does not answer' };
  }
  console.log('Electron is downloaded once, about 120 MB.');
  const install = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const fetched = install.status === 0 ? installedElectron(root) : null;
  return fetched === null
    ? { isFound: false, why: 'Electron could not be downloaded' }
    : { isFound: true, executable: fetched };
}

/** Why no window can open here, however the runtime is come by; null where one can. */
export function whyNoWindow(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  userId: number | undefined,
): string | null {
  if (platform !== 'linux') return null;
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'there is no display';
  // Chromium has no sandbox for root, and Postbag doesn't open without one.
  if (userId === 0) return 'Electron does not open safely for the user root';
  return null;
}

/** The executable that is here already, of exactly the version that this program was tested with. */
export function installedElectron(root: string): string | null {
  const name = executableNames[process.platform] ?? 'electron';
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (elsewhere) return existsSync(join(elsewhere, name)) ? join(elsewhere, name) : null;
  const folder = join(root, 'node_modules/electron/dist');
  const executable = join(folder, name);
  try {
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    return version === electronVersion(root) && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

function electronVersion(root: string): string {
  const text = readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function doesMirrorAnswer(root: string): Promise<boolean> {
  const version = electronVersion(root);
  // The names that the package's own download goes by.
  const mirror =
    process.env['npm_config_electron_mirror'] ??
    process.env['ELECTRON_MIRROR'] ??
    'https://github.com/electron/electron/releases/download/';
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    const answer = await fetch(new URL(`v${version}/${file}`, mirror.replace(/\/?$/, '/')), {
      method: 'HEAD',
      signal: AbortSignal.timeout(mirrorWaitMs),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
