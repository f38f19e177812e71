/** The engine that needs no PowerShell: behind the port of source/domain/engine.ts. */

export { type Surroundings, setCulture, setSurroundings } from '../../language/index.ts';
export { defaultServerTimeouts, type ServerOptions, type ServerTimeouts } from '../server/options.ts';
export { basicSchemeFor } from '../server/scheme.ts';
export { NativeEngine } from './engine.ts';
