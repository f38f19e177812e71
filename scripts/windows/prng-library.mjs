// Wine 8 has no bcryptprimitives.dll, which Rust's standard library asks for random bytes. This makes one: a library of 64-bit
// Windows (PE/COFF) with nothing in it but one export that is forwarded to the function that Wine has.

const sectionAddress = 0x1000;
const alignment = 0x200;

/** The bytes of a library whose only export leads on: `target` is `library.function`. */
export function forwardingLibrary(library, exported, target) {
  const section = exportSection(library, exported, target);
  const headers = Buffer.concat([dosHeader(), fileHeader(), optionalHeader(section), sectionHeader(section)]);
  return Buffer.concat([padded(headers), padded(section)]);
}

/** The export directory, its three tables of one entry, and the names. */
function exportSection(library, exported, target) {
  const [directory, tables] = [40, 12];
  const names = [library, exported, target].map((name) => Buffer.from(`${name}\0`, 'latin1'));
  const at = [0, 1, 2].map(
    (index) => directory + tables + names.slice(0, index).reduce((sum, one) => sum + one.length, 0),
  );
  const [libraryAt, exportedAt, targetAt] = at.map((offset) => sectionAddress + offset);
  const bytes = Buffer.alloc(directory + tables);
  bytes.writeUInt32LE(libraryAt, 12);
  bytes.writeUInt32LE(1, 16); // first ordinal
  bytes.writeUInt32LE(1, 20); // functions
  bytes.writeUInt32LE(1, 24); // names
  bytes.writeUInt32LE(sectionAddress + directory, 28);
  bytes.writeUInt32LE(sectionAddress + directory + 4, 32);
  bytes.writeUInt32LE(sectionAddress + directory + 8, 36);
  // An address within the section is that of a text: where the export leads on to.
  bytes.writeUInt32LE(targetAt, directory);
  bytes.writeUInt32LE(exportedAt, directory + 4);
  return Buffer.concat([bytes, ...names]);
}

function dosHeader() {
  const bytes = Buffer.alloc(64);
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(bytes.length, 60);
  return bytes;
}

function fileHeader() {
  const bytes = Buffer.alloc(24);
  bytes.write('PE\0\0', 'latin1');
  bytes.writeUInt16LE(0x8664, 4); // x64
  bytes.writeUInt16LE(1, 6); // sections
  bytes.writeUInt16LE(240, 20); // size of the optional header
  bytes.writeUInt16LE(0x2022, 22); // executable, large addresses, library
  return bytes;
}

function optionalHeader(section) {
  const bytes = Buffer.alloc(240);
  bytes.writeUInt16LE(0x20b, 0); // PE32+
  bytes.writeUInt32LE(padded(section).length, 8);
  bytes.writeBigUInt64LE(0x180000000n, 24); // where it would like to be
  bytes.writeUInt32LE(sectionAddress, 32);
  bytes.writeUInt32LE(alignment, 36);
  for (const at of [40, 48]) bytes.writeUInt16LE(6, at); // versions of system and subsystem
  bytes.writeUInt32LE(2 * sectionAddress, 56); // size in memory
  bytes.writeUInt32LE(alignment, 60); // size of the headers
  bytes.writeUInt16LE(2, 68); // subsystem
  bytes.writeUInt16LE(0x160, 70); // may lie anywhere, no code in data
  for (const at of [72, 88]) bytes.writeBigUInt64LE(0x100000n, at);
  for (const at of [80, 96]) bytes.writeBigUInt64LE(0x1000n, at);
  bytes.writeUInt32LE(16, 108); // directories
  bytes.writeUInt32LE(sectionAddress, 112);
  bytes.writeUInt32LE(section.length, 116);
  return bytes;
}

function sectionHeader(section) {
  const bytes = Buffer.alloc(40);
  bytes.write('.edata', 'latin1');
  bytes.writeUInt32LE(section.length, 8);
  bytes.writeUInt32LE(sectionAddress, 12);
  bytes.writeUInt32LE(padded(section).length, 16);
  bytes.writeUInt32LE(alignment, 20);
  bytes.writeUInt32LE(0x40000040, 36); // data, readable
  return bytes;
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)]);
}
