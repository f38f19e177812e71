import path from 'node:path';

/** What exterm keeps in its folder, by whole paths: two files and a folder. */
export function storedPlaces(folder: string): { settings: string; ledger: string; histories: string } {
  return {
    settings: path.join(folder, 'config.json'),
    ledger: path.join(folder, 'ledger.json'),
    histories: path.join(folder, 'history'),
  };
}
