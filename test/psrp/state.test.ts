import { describe, expect, it } from 'vitest';
import {
  clientPoolTransitions,
  pipelineTransitions,
  StateMachine,
  serverPoolTransitions,
  type TransitionTable,
} from '../../source/psrp/state.ts';

/** One line a state: what each event leads to. */
function print(table: TransitionTable<string, string>): string[] {
  return Object.entries(table).map(
    ([state, row]) =>
      `${state}: ${Object.entries(row ?? {})
        .map(([event, next]) => (next === state ? event : `${event} → ${next}`))
        .join(', ')}`,
  );
}

describe('the state tables', () => {
  it('of a client’s runspace pool', () => {
    expect(print(clientPoolTransitions)).toMatchInlineSnapshot(`
      [
        "beforeOpen: open → negotiationSent, close → closed, closed → closed, broke → broken",
        "negotiationSent: capability → negotiationSucceeded, serverBroken → broken, serverClosed → closed, close → closing, closed → closed, broke → broken",
        "negotiationSucceeded: privateData, poolMessage, opened → opened, serverBroken → broken, serverClosed → closed, close → closing, closed → closed, broke → broken",
        "opened: privateData, poolMessage, use, serverBroken → broken, serverClosed → closed, close → closing, closed → closed, broke → broken",
        "closing: privateData, poolMessage, opened, capability, serverBroken → closed, serverClosed → closed, close, closed → closed, broke → closed",
        "closed: close, closed, broke",
        "broken: close, closed, broke",
      ]
    `);
  });
  it('of a server’s runspace pool', () => {
    expect(print(serverPoolTransitions)).toMatchInlineSnapshot(`
      [
        "beforeOpen: capability → negotiationSucceeded, close → closed, broke → broken",
        "negotiationSucceeded: init → opening, close → closed, broke → broken",
        "opening: accept → opened, refuse → broken, poolMessage, close → closed, broke → broken",
        "opened: poolMessage, use, close → closed, broke → broken",
        "closed: close, broke",
        "broken: close → closed, broke",
      ]
    `);
  });
  it('of a pipeline', () => {
    expect(print(pipelineTransitions)).toMatchInlineSnapshot(`
      [
        "notStarted: start → running, stop → stopped, broke → failed",
        "running: data, input, running, stop → stopping, stopping → stopping, stopped → stopped, completed → completed, failed → failed, broke → failed",
        "stopping: data, input, running, stop, stopping, stopped → stopped, completed → completed, failed → failed, broke → failed",
        "stopped: stop, broke",
        "completed: stop, broke",
        "failed: stop, broke",
      ]
    `);
  });

  it('refuse a pair that they do not list, say what came and when, and stay where they are', () => {
    const machine = new StateMachine(
      'door',
      { open: { close: 'closed' }, closed: {} } as TransitionTable<'open' | 'closed', 'open' | 'close'>,
      'open',
    );
    expect(machine.on('close')).toBe(true);
    expect(() => machine.on('open', 'OPEN')).toThrow('OPEN is not allowed while the door is closed.');
    expect(machine.current).toBe('closed');
  });
});
