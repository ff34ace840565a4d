/** The built preload as a script for a page: with a `require` that knows `electron` and nothing else. */
export function preloadScript(preload: string): string {
  return `{
    const heard = new Map();
    const standIn = {
      contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: api }) },
      ipcRenderer: {
        invoke: (channel, ...given) => window.standInInvoke(channel, ...given),
        on(channel, listener) {
          const hear = ({ detail }) => listener({}, ...detail);
          heard.set(listener, hear);
          window.addEventListener(channel, hear);
        },
        off: (channel, listener) => window.removeEventListener(channel, heard.get(listener)),
      },
    };
    (function (require) {
      ${preload}
    })((name) => {
      if (name !== 'electron') throw new Error('a sandboxed preload can not load ' + name);
      return standIn;
    });
  }`;
}
