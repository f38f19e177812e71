import bash from './exterm.bash?raw';
import fish from './exterm.fish?raw';
import powershell from './exterm.ps1?raw';
import zsh from './exterm.zsh?raw';
import type { CompletionShell } from './shells.ts';

/** What makes each shell ask exterm what a word can become. */
export const completionScripts: Readonly<Record<CompletionShell, string>> = { bash, zsh, fish, powershell };
