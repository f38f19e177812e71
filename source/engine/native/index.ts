/** The engine that needs no PowerShell: behind the port of source/domain/engine.ts. */

export { basicSchemeFor } from '../server/scheme.ts';
export { NativeEngine } from './engine.ts';
export { defaultNativeTimeouts, type NativeEngineOptions, type NativeTimeouts } from './options.ts';
