import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../../support/remove-folder.ts';

/** The connection's setting by which PowerShell runs a profile. */
export const loadsProfile = { powershell: { loadProfile: true } } as const;

/** A folder with a profile of PowerShell's, for XDG_CONFIG_HOME to name. */
export class ProfileFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'exterm-profile-'));

  constructor(script: string) {
    mkdirSync(join(this.path, 'powershell'));
    writeFileSync(join(this.path, 'powershell', 'profile.ps1'), `${script}\n`);
  }

  remove(): void {
    removeFolder(this.path);
  }
}
