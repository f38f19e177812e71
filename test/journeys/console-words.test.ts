import { describe, expect, it } from 'vitest';
import { Journey, quickNativeEngine } from './journey.ts';

describe('what people type in any console', () => {
  it('does what it says: Get-Command, history, help, cls, exit', async () => {
    const journey = await Journey.begin({ engine: quickNativeEngine, columns: 120, rows: 36 });
    const { screen, sandbox } = journey;
    await journey.open(1);

    await journey.enter('Get-Command *-Mailbox');
    await journey.shows(/CommandType +Name +Version +Source/, /Cmdlet +Get-Mailbox +server/, /objects · \^T/);
    await journey.enter('history');
    await journey.shows(/Id +Duration CommandLine/, /1 00:00:0\S+ Get-Command \*-Mailbox/);
    await journey.enter('help Get-AcceptedDomain');
    await journey.shows('NAME', 'SYNTAX');

    await journey.enter('cls');
    await journey.shows(/Connections[^\n]*\n[^\n]*ex01[^│]*│ {60}/);
    expect(await screen.text()).not.toContain('SYNTAX');

    await journey.enter('exit');
    await journey.shows('Disconnected.', /1 ex01 +○ closed/);
    expect(sandbox.shells('ex01')).toEqual([]);
  });
});
