import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Serve a browser even where Electron could run. */
  readonly isBrowser: boolean;
  /** 0 takes any free port. */
  readonly port: number;
  readonly storeFolder: string | null;
  readonly isSample: boolean;
}

export const usage = `npm start [-- options]

  --browser      serve the app to a browser on this computer instead of opening a window
  --port N       the port for that; 0 takes any free one (default 0)
  --store DIR    the folder of the unit's store
  --sample       a throw-away store with sample post`;

/** The command line, or what is wrong with it in words. */
export function readStartOptions(given: readonly string[]): StartOptions | { readonly mistake: string } {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        browser: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        store: { type: 'string' },
        sample: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
      return { mistake: `--port takes a number from 0 to 65535, not “${values.port}”.\n\n${usage}` };
    }
    if (values.sample && values.store !== undefined) {
      return { mistake: `--sample makes a store of its own: leave --store out.\n\n${usage}` };
    }
    return { isBrowser: values.browser, port, storeFolder: values.store ?? null, isSample: values.sample };
  } catch (error) {
    return { mistake: `${error instanceof Error ? error.message : String(error)}\n\n${usage}` };
  }
}
