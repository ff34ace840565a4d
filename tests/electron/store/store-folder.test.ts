import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fileSystemOf, whyNotLocal } from '../../../electron/store/store-folder.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

const mountInfo = [
  '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
  '40 22 0:35 / /mnt/office rw,relatime - cifs //server/office rw',
  String.raw`41 22 0:36 / /mnt/with\040space rw,relatime - nfs4 server:/export rw`,
  '42 40 8:2 / /mnt/office/local rw,relatime - ext4 /dev/sdb1 rw',
].join('\n');

describe('fileSystemOf', () => {
  it.each([
    ['/home/ada', 'ext4'],
    ['/mnt/office', 'cifs'],
    ['/mnt/office/unit', 'cifs'],
    ['/mnt/office/local/unit', 'ext4'],
    ['/mnt/officer', 'ext4'],
    ['/mnt/with space/unit', 'nfs4'],
  ])('%s lies on %s', (path, fileSystem) => expect(fileSystemOf(path, mountInfo)).toBe(fileSystem));
});

describe('whyNotLocal', () => {
  it.each([
    ['/mnt/office/unit', 'a network drive'],
    ['\\\\server\\share\\unit', 'a network drive'],
    ['C:\\Users\\ada\\OneDrive - Department\\unit', 'OneDrive - Department'],
    ['/Users/ada/Library/Mobile Documents/unit', 'Mobile Documents'],
    ['/home/ada/Nextcloud/unit', 'Nextcloud'],
  ])('refuses %s', (folder, words) => expect(whyNotLocal(folder, mountInfo)).toContain(words));

  it.each(['/home/ada/unit', 'C:\\Users\\ada\\AppData\\Local\\Postbag', '/home/ada/Dropboxes/unit'])(
    'takes %s',
    (folder) => expect(whyNotLocal(folder, mountInfo)).toBeNull(),
  );

  it('refuses a folder below one that a synchronising program has marked', () => {
    const folder = temporaryFolder();
    folders.push(folder);
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, '.dropbox'), '');
    expect(whyNotLocal(join(folder, 'a', 'b'), null)).toContain('.dropbox');
  });
});
