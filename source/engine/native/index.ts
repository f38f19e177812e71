/** The engine that needs no PowerShell: behind the port of source/domain/engine.ts. */
export { NativeEngine } from './engine.ts';
export { defaultNativeTimeouts, type NativeEngineOptions, type NativeTimeouts } from './options.ts';
export { basicSchemeFor } from './wire/scheme.ts';
