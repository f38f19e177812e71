import { describe, expect, it } from 'vitest';
import { type FailureFacts, holds, type PowerShellFacts } from '../../../source/domain/index.ts';
import { DoctorLab, expectOneCause, refuse, statesOf, stepOf } from '../../support/doctor-lab.ts';

let lab: DoctorLab;

describe('the PowerShell of this computer', () => {
  const facts: PowerShellFacts = {
    executable: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    version: '5.1.19041.4522',
    isWindows: true,
    executionPolicy: 'RemoteSigned',
    isPolicyForced: false,
    languageMode: 'FullLanguage',
    netFramework: 528_040,
    hasWsman: true,
    bridges: false,
  };
  /** The native engine stands in for PowerShell's, whose own steps are all that differs. */
  const on = async (change: Partial<PowerShellFacts> | FailureFacts) => {
    const inspect = 'layer' in change ? refuse(change) : async () => ({ ...facts, ...change });
    lab = await DoctorLab.start({ powershell: { inspect } });
    Object.assign(lab.deps, { engines: { powershell: lab.deps.engines.native } });
    lab.save({ engine: 'powershell' });
    return lab.examine();
  };

  it('passes where all is in order, before the way to the server', async () => {
    const diagnosis = await on({});
    expect(statesOf(diagnosis).slice(0, 6)).toEqual([
      'powershell.executable ok',
      'powershell.version ok',
      'powershell.language ok',
      'powershell.policy ok',
      'powershell.wsman ok',
      'resolve ok',
    ]);
    expect(holds(diagnosis)).toBe(true);
  });

  it.each([
    ['executable', { layer: 'local', network: 'powershell.missing', text: 'PATH has none.' }, 'powershell.missing'],
    ['version', { version: '2.0', netFramework: undefined }, 'powershell.version'],
    ['language', { languageMode: 'ConstrainedLanguage' }, 'powershell.language'],
    ['policy', { executionPolicy: 'AllSigned', isPolicyForced: true }, 'executionpolicy'],
    ['wsman', { hasWsman: false }, 'nowsman'],
  ] as const)('tells what is wrong with its %s, and goes on with the network', async (step, change, failure) => {
    const diagnosis = await on(change);
    expectOneCause(diagnosis, `powershell.${step}`, failure);
    expect(stepOf(diagnosis, 'schemes').state).toBe('ok');
    expect(stepOf(diagnosis, 'roles').state).toBe('skipped');
    expect(lab.asked).toBe(step === 'policy' ? 1 : 0);
  });
});
