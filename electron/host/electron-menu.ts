import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu. It holds only what every program has; what Postbag does is on its screens. No reload and no closing
 * by Ctrl+W: a hand that slips while keying must not cost the page. No function key but F11: the others are the
 * keyer's.
 */
export function menuTemplate(isMac: boolean): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const program: MenuItemConstructorOptions = {
    label: isMac ? 'Postbag' : '&Postbag',
    submenu: [{ role: 'about' }, separator, { role: 'quit' }],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
  return [program, edit, view];
}
