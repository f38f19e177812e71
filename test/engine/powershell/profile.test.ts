import { expect, it, onTestFinished } from 'vitest';
import type { PowerShellSettings } from '../../../source/domain/index.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { ProfileFolder } from './profile-folder.ts';
import { failureOf, Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

describeWithPowerShell('the user’s PowerShell profile', (executable) => {
  async function lab(profile: string): Promise<Lab> {
    const folder = new ProfileFolder(profile);
    const environment = { ...process.env, XDG_CONFIG_HOME: folder.path };
    const made = await Lab.start(executable, { engine: { environment } });
    onTestFinished(async () => {
      await made.sandbox.stop();
      folder.remove();
    });
    return made;
  }

  const profile = "$mine = 'a variable of the profile'\nfunction Get-Mine { $mine }\n";
  const connected = async (on: Lab, powershell: PowerShellSettings) =>
    on.connect({ connection: { ...on.connection, powershell } });

  it('is not run unless the connection asks for it', async () => {
    const session = await connected(await lab(profile), {});
    expect((await runLine(session, '"[$mine]"')).records).toEqual([{ stream: 'output', value: '[]' }]);
    await session.close(never);
  });

  it('runs in the REPL’s own runspace where the connection asks for it', async () => {
    const session = await connected(await lab(profile), { loadProfile: true });
    expect((await runLine(session, 'Get-Mine')).records).toEqual([
      { stream: 'output', value: 'a variable of the profile' },
    ]);
    await session.close(never);
  });

  it('that ends with an error keeps the connection from opening, and says so', async () => {
    const on = await lab("throw 'not in the mood'");
    expect(await failureOf(connected(on, { loadProfile: true }))).toMatchObject({
      id: 'powershell.profile',
      why: expect.stringContaining('not in the mood'),
      next: expect.stringContaining('--no-load-profile'),
    });
    expect(on.shells).toBe(0);
  });
});
