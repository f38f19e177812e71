import { expect, it } from 'vitest';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { Exterm, nothing, password, real } from './exterm.ts';

describeWithPowerShell('exterm doctor with the PowerShell engine', (executable) => {
  const begin = (asked: string) =>
    Exterm.begin({
      // Who may do little has little to import; with PowerShell all of it is.
      saved: (sandbox) => [
        real(sandbox, 'lab', { user: 'help@contoso.com', engine: 'powershell', powershell: { executable: asked } }),
      ],
      deps: (deps) => ({
        ...deps,
        engines: { ...deps.engines, powershell: new PowerShellEngine(engineOptions(executable)) },
      }),
    });
  const doctor = ['doctor', 'lab', '--password-stdin'];

  it('looks at the PowerShell that the connection names, and then walks the whole way with it', async () => {
    const exterm = await begin(executable);
    const { code, stdout } = await exterm.run(doctor, `${password}\n`);
    expect(stdout).toMatch(/^ok {7}PowerShell version +\d+ ms {2}Version \d+\.\d+\.\d+/m);
    expect(stdout).toMatch(/^ok {7}Language mode .*FullLanguage$/m);
    expect(stdout).toMatch(/^ok {7}Cmdlets granted .*\d+ commands\.$/m);
    expect(stdout).toMatch(/^ok {7}Shell removed /m);
    expect(code).toBe(0);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('says that there is no such PowerShell, and still looks at the network', async () => {
    const exterm = await begin('/no/such/pwsh');
    const { code, stdout } = await exterm.run(doctor, `${password}\n`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAILED {3}PowerShell executable .*\n {9}Why: .*\n {9}Next: Install PowerShell/m);
    expect(stdout).toMatch(/^ok {7}TCP connection /m);
    expect(stdout).toMatch(/^skipped {2}Authentication +Not tried, because of: PowerShell executable\.$/m);
  });
});
