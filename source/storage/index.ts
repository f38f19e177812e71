/**
 * What exterm keeps on disk, all in one folder (the system's for settings, or EXTERM_CONFIG_DIR), readable by the user alone:
 * settings and saved connections, saved commands, the ledger, and the histories. No secret is ever written here: passwords that the user
 * wants remembered go to the operating system's key ring.
 */

/** Something about a file that the user should hear of: `what` happened, and `kept`, where what stood there is now. */
export type { StorageNotice } from './folder.ts';
export { configFolder } from './folder.ts';
export { type HistoryStore, openHistory } from './history.ts';
export {
  type KeyRing,
  type KeyRingBinding,
  type KeyRingEntry,
  type KeyRingOptions,
  KeyRingProblem,
  openKeyRing,
} from './key-ring.ts';
export { koffi } from './koffi.ts';
export { type LastSet, openLastSet } from './last-set.ts';
export { type LeaseChange, type Ledger, openLedger } from './ledger.ts';
export { type LineLog, openLineLog } from './line-log.ts';
export { localFolder } from './local-folder.ts';
export { takeLock } from './lock.ts';
export { storedPlaces } from './places.ts';
export { type OwnProcess, openProcesses, type Processes } from './processes.ts';
export { looksSecret, redact } from './redact.ts';
export { replaceFileSync } from './replace-file.ts';
export { saveFile, typedPath } from './save-file.ts';
export { openSavedCommands, type ReadCommands, type SavedCommands } from './saved-commands.ts';
export { openSettings, type Settings } from './settings.ts';
export { openSpool, type Spool, type SpoolPlace } from './spool.ts';
