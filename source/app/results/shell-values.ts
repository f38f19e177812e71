import type { ServerShell } from '../../domain/index.ts';
import { type PsObject, PsTimeSpan, psObject } from '../../objects/index.ts';

const span = (milliseconds: number | undefined) =>
  milliseconds === undefined ? null : PsTimeSpan.fromTicks(BigInt(Math.round(milliseconds / 1000)) * 10_000_000n);

/** A server's shells as objects of a grid. */
export function shellValues(shells: readonly ServerShell[]): readonly PsObject[] {
  return shells.map((shell) =>
    psObject({
      Name: shell.name ?? '',
      Owner: shell.owner ?? '',
      State: shell.state ?? '',
      Idle: span(shell.inactivity),
      RunTime: span(shell.runTime),
      IdleTimeout: span(shell.idleTimeout),
      ClientIP: shell.clientIp ?? '',
      MemoryUsed: shell.memoryUsed ?? '',
      Identity: shell.shellId,
    }),
  );
}
