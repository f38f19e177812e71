import { describe, expect, it } from 'vitest';
import { accepts, sessionEvents, sessionStates, sessionTable, transition } from '../../source/domain/index.ts';

describe('the table of a session', () => {
  it('reads as a table', () => {
    const rows = sessionStates.flatMap((state) =>
      sessionEvents
        .filter((event) => accepts(state, event))
        .map((event) => {
          const { next, effects } = transition(state, event);
          return `${state.padEnd(15)} ${event.padEnd(14)} → ${next.padEnd(15)} ${effects.join(', ')}`.trimEnd();
        }),
    );
    expect(`\n${rows.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      closed          connect        → probing         beginConnect
      probing         reached        → authenticating
      probing         close          → closing         abortConnect
      probing         connectFailed  → failed          settleLease
      authenticating  authenticated  → opening
      authenticating  close          → closing         abortConnect
      authenticating  connectFailed  → failed          settleLease
      opening         opened         → importing       beginImport
      opening         close          → closing         abortConnect
      opening         connectFailed  → failed          settleLease
      importing       imported       → ready
      importing       close          → closing         closeShell
      importing       connectFailed  → failed          closeShell
      importing       lost           → broken          settleLease
      importing       idledOut       → expired         dropLease
      ready           submitted      → busy
      ready           close          → closing         closeShell
      ready           lost           → broken          settleLease
      ready           idledOut       → expired         dropLease
      busy            finished       → ready
      busy            close          → closing         closeShell
      busy            lost           → broken          settleLease
      busy            idledOut       → expired         dropLease
      closing         closed         → closed
      closing         connectFailed  → closed          settleLease
      closing         lost           → closed          settleLease
      expired         connect        → probing         beginConnect
      broken          connect        → probing         beginConnect
      failed          connect        → probing         beginConnect
      "
    `);
  });

  it('reaches every state from the beginning', () => {
    const reached = new Set(['closed']);
    for (const state of reached)
      for (const { next } of Object.values(sessionTable[state as 'closed'])) reached.add(next);
    expect([...reached].sort()).toEqual([...sessionStates].sort());
  });

  it('lets every state be left, so that no session is stuck', () => {
    for (const state of sessionStates) expect(Object.keys(sessionTable[state]), state).not.toEqual([]);
  });

  for (const state of sessionStates) {
    const illegal = sessionEvents.filter((event) => !accepts(state, event));
    it(`refuses in ${state}: ${illegal.join(', ')}`, () => {
      for (const event of illegal) expect(() => transition(state, event)).toThrow(`is ${state} cannot take the event`);
    });
  }
});
