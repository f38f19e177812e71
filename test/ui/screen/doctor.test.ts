import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classify, type Diagnosis, type DiagnosisStep, diagnosisSteps } from '../../../source/domain/index.ts';
import type { FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;

beforeEach(() => {
  app = workingDay();
  screen = new TestScreen(app, { columns: 100, rows: 30 });
});
afterEach(() => screen.close());

const shown = ['resolve', 'tcp', 'http', 'authentication'];

/** The first steps as given, the others waiting. */
function diagnosis(...given: readonly Partial<DiagnosisStep>[]): Diagnosis {
  const steps = diagnosisSteps
    .filter(({ id }) => shown.includes(id))
    .map(
      ({ id, title }, index): DiagnosisStep => ({
        id,
        title,
        state: 'waiting',
        milliseconds: undefined,
        detail: '',
        failure: undefined,
        ...given[index],
      }),
    );
  return { connection: 'ex01', url: 'http://ex01.contoso.com/PowerShell/', engine: 'native', steps };
}

describe('the doctor on the screen', () => {
  it('opens with its key for the connection that is shown', async () => {
    await screen.press('ctrl+g');
    expect(app.calls).toContain('diagnose ex01');
    expect(await screen.text()).toContain('Doctor of ex01');
  });

  it('shows each step as it goes', async () => {
    await screen.press('ctrl+g');
    const ok = { state: 'ok', milliseconds: 12, detail: 'ex01.contoso.com is 10.0.0.5.' } as const;
    app.store.setState({ doctor: { diagnosis: diagnosis(ok, { state: 'running' }), isRunning: true } });
    const text = await screen.text();
    expect(text).toMatch(/✓ Name resolution +12 ms {2}ex01\.contoso\.com is 10\.0\.0\.5\./);
    expect(text).toMatch(/◐ TCP connection/);
    expect(text).toMatch(/· HTTP answer/);
    expect(text).toContain('Running: Esc ends it');
  });

  it('shows the cause and the remedy of what failed, and what was not tried', async () => {
    await screen.press('ctrl+g');
    const failure = classify({ layer: 'network', network: 'refused', host: 'ex01.contoso.com', port: 80 });
    const ok = { state: 'ok', milliseconds: 1, detail: '' } as const;
    const failed = { state: 'failed', milliseconds: 3, detail: failure.what, failure } as const;
    const skipped = { state: 'skipped', detail: 'Not tried, because of: TCP connection.' } as const;
    app.store.setState({ doctor: { diagnosis: diagnosis(ok, failed, skipped, skipped), isRunning: false } });
    const text = await screen.text();
    expect(text).toMatch(/✗ TCP connection +3 ms/);
    expect(text).toContain('Next  Check on the server that the Default Web Site runs');
    expect(text).toMatch(/– HTTP answer +Not tried/);
    expect(text).toContain('✗ ex01 cannot be worked with as it is.');
  });

  it('closes with Esc', async () => {
    await screen.press('ctrl+g');
    await screen.press('escape');
    expect(app.state.dialogs).toEqual([]);
  });
});

describe('keeping a password', () => {
  const ask = (keyRing?: { problem: string | undefined }) =>
    app.openDialog({
      kind: 'credential',
      connection: 'ex01',
      user: 'm@x',
      attempt: 1,
      reason: '',
      ...(keyRing ? { keyRing } : {}),
    });
  const answer = () => app.answers[0]?.answer;

  it('in the key ring is offered where there is one', async () => {
    ask({ problem: undefined });
    expect(await screen.text()).toMatch(/Keep +\(•\) until exterm ends[\s\S]*\( \) this session[\s\S]*\( \) key ring/);
    await screen.type('p');
    await screen.press('tab', 'left', 'enter');
    expect(answer()).toMatchObject({ keepForRun: false, remember: true });
  });

  it('in the key ring is not offered where there is none, and the reason stands there', async () => {
    ask({ problem: 'There is no key ring on this computer that answers.' });
    const text = await screen.text();
    expect(text).toContain('There is no key ring on this computer that answers.');
    expect(text).not.toContain('( ) key ring');
    await screen.type('p');
    await screen.press('tab', 'left', 'enter');
    expect(answer()).toMatchObject({ keepForRun: false, remember: false });
  });
});
