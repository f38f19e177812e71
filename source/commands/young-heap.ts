import { setFlagsFromString } from 'node:v8';

/** Where V8 does not know it any more it says so on standard error; the tests hear that. */
export const youngHeapFlag = '--semi-space-growth-factor=1';

/**
 * Keeps the room for new objects as small as it is at the start. Records that go straight from a server to standard output
 * are garbage at once, however small that room is; grown as V8 lets it grow it takes 100 MB for nothing. To be called
 * before the records come.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString(youngHeapFlag);
}
