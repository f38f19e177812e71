import path from 'node:path';

/** What exterm keeps in its folder, by whole paths: five files and two folders. */
export function storedPlaces(folder: string) {
  return {
    settings: path.join(folder, 'config.json'),
    ledger: path.join(folder, 'ledger.json'),
    histories: path.join(folder, 'history'),
    results: path.join(folder, 'results'),
    commands: path.join(folder, 'commands.json'),
    record: path.join(folder, 'record.jsonl'),
    lastSet: path.join(folder, 'open.json'),
  };
}
