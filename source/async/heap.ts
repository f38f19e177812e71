/** Loaded by those who need it: nothing before the first frame does. */
const v8 = () => process.getBuiltinModule('node:v8');

/** Where V8 does not know it any more it says so on standard error; the tests hear that. */
export const youngHeapFlag = '--semi-space-growth-factor=1';

/** How much may be garbage before V8 looks for it: as much as was in use; it would be up to three times as much. */
export const oldHeapFlag = '--heap-growing-percent=100';

/**
 * Keeps the room for new objects as small as it is at the start, and that for old ones near to what is in use. Records
 * that go straight from a server to standard output are garbage soon, however small that room is; grown as V8 lets it
 * grow it takes 100 MB for nothing, half of all that 20,000 mailboxes take. To be called before the records come.
 */
export function keepHeapSmall(): void {
  for (const flag of [youngHeapFlag, oldHeapFlag]) v8().setFlagsFromString(flag);
}

/** Bytes of room for new objects that the import of a session or two makes V8 take; it would take four times as much. */
const enough = 32 * 1024 * 1024;

/**
 * Keeps the room for new objects as large as it is, once the first sessions have made it grow: with every further one V8
 * would double it, to 128 MB, though none needs more than the first. To be called before each session.
 */
export function keepYoungHeapFromGrowing(): void {
  const spaces = v8().getHeapSpaceStatistics();
  const room = spaces.find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
  if (room >= enough) v8().setFlagsFromString(youngHeapFlag);
}
