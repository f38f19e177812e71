import { describe, expect, it } from 'vitest';
import { importCatalogue, importSilence, longestImport } from '../../../source/app/session/import.ts';
import type { EngineSession, ImportRequest } from '../../../source/domain/index.ts';
import { HandClock } from '../../support/hand-clock.ts';

/** An import from a server that never comes to an end. */
function endless() {
  const clock = new HandClock();
  const user = new AbortController();
  let request: ImportRequest | undefined;
  const session = {
    importCatalogue: (asked: ImportRequest) => {
      request = asked;
      return new Promise(() => {});
    },
  } as unknown as EngineSession;
  const imported = importCatalogue(session, ['*'], user.signal, { clock: clock.now, timers: clock }, () => {});
  imported.catch(() => {});
  return { clock, user, request: request!, imported };
}

describe('an import', () => {
  it('is given up when nothing comes for two minutes, and the engine is told to stop', async () => {
    const { clock, request, imported } = endless();
    await clock.advance(importSilence - 1);
    request.onProgress({ received: 7, total: undefined, current: 'Get-Mailbox' });
    await clock.advance(importSilence - 1);
    expect(request.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(request.signal.aborted).toBe(true);
    await expect(imported).rejects.toMatchObject({
      failure: {
        id: 'import.silent',
        kind: 'session',
        what: 'The server stopped in the middle of its list of cmdlets (7 had come).',
      },
    });
    expect(clock.pending).toBe(0);
  });

  it('is given up after a quarter of an hour, however much comes', async () => {
    const { clock, request, imported } = endless();
    for (let past = 0, received = 1; past < longestImport; past += 60_000, received++) {
      expect(request.signal.aborted).toBe(false);
      request.onProgress({ received, total: undefined, current: 'Get-Mailbox' });
      await clock.advance(60_000);
    }
    expect(request.signal.aborted).toBe(true);
    await expect(imported).rejects.toMatchObject({ failure: { id: 'import.endless' } });
    expect(clock.pending).toBe(0);
  });
});
