/**
 * A loopback-only Exchange organisation that speaks WSMan and MS-PSRP. `startSandbox` runs it in this process (tests),
 * `runSandboxProcess` is the body of `exterm sandbox --foreground`, `ensureSandbox` finds or starts that process.
 */
export {
  type EnsureSandboxRequest,
  ensureSandbox,
  type FoundSandbox,
  findSandbox,
  sandboxArguments,
} from './launcher.ts';
export { runSandboxProcess, type SandboxProcessOptions } from './process.ts';
export type { Rendezvous } from './rendezvous.ts';
export { rendezvousFile } from './rendezvous-file.ts';
export { sandboxHelpDeskUser, sandboxPassword, sandboxRefusedUser, sandboxUser } from './server/accounts.ts';
export type {
  Authentication as AuthenticationOutcome,
  Authenticator,
  BodySeal,
  ConnectionAuthenticator,
} from './server/authenticator.ts';
export { type Clock, ManualClock, systemClock } from './server/clock.ts';
export { type Fault, FaultPlan, type FaultRule, type FaultStage } from './server/fault-plan.ts';
export { type SandboxOptions, sandboxDefaults } from './server/options.ts';
export {
  type Sandbox,
  type SandboxServer,
  type SandboxShell,
  type SandboxSurroundings,
  startSandbox,
} from './server/sandbox.ts';
