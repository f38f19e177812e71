/** The engine that drives a local PowerShell: behind the port of source/domain/engine.ts; and the bridge by itself. */
export { startBridge } from './bridge/start-bridge.ts';
export { PowerShellEngine } from './engine.ts';
export {
  defaultPowerShellTimeouts,
  type PowerShellEngineOptions,
  type PowerShellTimeouts,
} from './options.ts';
