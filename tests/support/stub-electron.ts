// Something that electron-builder takes for Electron: as much of a Windows program as its tools insist on, and
// the place where the fuses are set. Linux's tools look for the latter only.

/** Marks the fuses in every Electron; the bytes after it are their version, their number, and one digit each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 8;

export function stubExecutable(): Buffer {
  const header = Buffer.alloc(512);
  const peStart = 0x40;
  header.write('MZ');
  header.writeUInt32LE(peStart, 0x3c);
  header.write('PE\0\0', peStart, 'latin1');
  const coffStart = peStart + 4;
  header.writeUInt16LE(0x86_64, coffStart);
  header.writeUInt16LE(240, coffStart + 16); // size of the optional header
  header.writeUInt16LE(0x22, coffStart + 18); // an executable, for large addresses
  const optionalStart = coffStart + 20;
  header.writeUInt16LE(0x2_0b, optionalStart); // PE32+
  header.writeUInt32LE(0x10_00, optionalStart + 32); // sections aligned in memory
  header.writeUInt32LE(0x2_00, optionalStart + 36); // and in the file
  header.writeUInt32LE(0x10_00, optionalStart + 56); // size of the image
  header.writeUInt32LE(0x2_00, optionalStart + 60); // size of the headers
  header.writeUInt32LE(16, optionalStart + 108); // number of data directories
  // Every fuse on, so that each one found off was turned off.
  return Buffer.concat([
    header,
    Buffer.from(sentinel),
    Buffer.from([1, fuseCount]),
    Buffer.from('1'.repeat(fuseCount)),
    Buffer.alloc(16),
  ]);
}

/** The fuses as they stand in an executable, by name, in Electron's order. The V8 snapshot's is left out. */
export function fuseWireOf(executable: Buffer): Readonly<Record<string, boolean>> {
  const start = executable.indexOf(sentinel) + sentinel.length + 2;
  const isOn = (place: number): boolean => executable[start + place] === '1'.charCodeAt(0);
  return {
    runAsNode: isOn(0),
    cookieEncryption: isOn(1),
    nodeOptions: isOn(2),
    nodeCliInspect: isOn(3),
    asarIntegrity: isOn(4),
    onlyLoadAppFromAsar: isOn(5),
    fileProtocolPrivileges: isOn(7),
  };
}
