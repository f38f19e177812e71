import { PsObject, type PsValue, psObject } from '../../../../source/objects/index.ts';
import type {
  CatalogueCommand,
  CatalogueParameter,
  CmdletHost,
  Invocation,
  OrganisationUser,
} from '../../../../source/sandbox/cmdlets/types.ts';
import type { Organisation } from '../../../../source/sandbox/organisation.ts';

type Body = (arguments_: ReadonlyMap<string, PsValue>, host: CmdletHost, invocation: Invocation) => Promise<void>;

function parameter(name: string, more: Partial<CatalogueParameter> = {}): CatalogueParameter {
  return {
    name,
    typeName: 'System.String',
    isSwitch: false,
    mandatory: false,
    position: undefined,
    aliases: [],
    fromPipeline: false,
    fromPipelineByPropertyName: false,
    ...more,
  };
}

function command(name: string, parameters: readonly CatalogueParameter[]): CatalogueCommand {
  const [verb = '', noun = ''] = name.split('-');
  return {
    name,
    verb,
    noun,
    commandType: 'Function',
    defaultParameterSet: 'Identity',
    parameters,
    outputTypes: [],
    supportsShouldProcess: false,
    confirmImpact: 'Low',
    simulated: true,
    synopsis: `About ${name}.`,
  };
}

const thing = (index: number): PsObject =>
  psObject({ Index: index, Name: `thing ${index}` }, ['Test.Thing', 'System.Object'], `thing ${index}`);

/** A handful of commands that do what the endpoint has to carry; what they did can be looked at. */
export class TestOrganisation implements Organisation {
  readonly servers = [
    { name: 'EX01', fqdn: 'ex01.contoso.com' },
    { name: 'EX02', fqdn: 'ex02.contoso.com' },
  ];
  readonly users: OrganisationUser[] = [
    user('mira@contoso.com', ['Organization Management'], true),
    user('help@contoso.com', ['Help Desk'], true),
    user('norps@contoso.com', ['Organization Management'], false),
    user('norole@contoso.com', [], true),
  ];
  readonly viewDefinitions = [
    {
      name: 'Thing',
      typeName: 'Test.Thing',
      kind: 'table' as const,
      columns: [
        { property: 'Index', label: 'No.', width: 6, alignment: 'Right' as const },
        { property: 'Name', label: 'Name', alignment: 'Left' as const },
      ],
    },
  ];
  /** Things written by Get-Thing so far, over all pipelines. */
  written = 0;
  readonly removed: string[] = [];
  /** Commands that have come to their end, well or not. */
  readonly finished: string[] = [];
  readonly #commands: ReadonlyMap<string, readonly [CatalogueCommand, Body]>;

  constructor() {
    const identity = parameter('Identity', { mandatory: true, position: 0, fromPipeline: true });
    const entries: readonly (readonly [CatalogueCommand, Body])[] = [
      [command('Get-Thing', [parameter('Count', { position: 0 })]), (given, host) => this.#getThings(given, host)],
      [
        command('Remove-Thing', [identity]),
        async (given, host) => {
          const answer = await host.promptForChoice?.({
            caption: 'Confirm',
            message: `Removing ${textOf(given.get('identity'))}.`,
            choices: [
              { label: '&Yes', help: 'Goes on.' },
              { label: '&No', help: 'Does not.' },
            ],
            defaultChoice: 0,
          });
          if (answer === 0) this.removed.push(textOf(given.get('identity')));
        },
      ],
      [
        command('Wait-Thing', [parameter('Milliseconds')]),
        (given, host) => host.pause(Number(given.get('milliseconds'))),
      ],
      [
        command('Write-Everything', []),
        async (_given, host) => {
          await host.writeOutput('output');
          host.writeWarning('warning');
          host.writeVerbose('verbose');
          host.writeInformation('information');
          host.writeProgress({ activityId: 1, activity: 'working', status: 'half', percentComplete: 50 });
          await host.writeHostLine('host line');
          await host.writeError({
            message: 'error',
            exceptionType: 'System.Exception',
            category: 'ObjectNotFound',
            fullyQualifiedErrorId: 'TestError,Write-Everything',
            activity: 'Write-Everything',
            reason: 'Exception',
            targetName: 'target',
            targetType: 'String',
            targetObject: 'target',
          });
        },
      ],
      [
        command('Set-Secret', [parameter('Password', { mandatory: true, typeName: 'System.Security.SecureString' })]),
        async (given, host) => {
          await host.writeOutput(given.get('password') ?? null);
        },
      ],
    ];
    this.#commands = new Map(entries.map((entry) => [entry[0].name.toLowerCase(), entry]));
  }

  findUser(name: string): OrganisationUser | undefined {
    return this.users.find((candidate) => candidate.userPrincipalName === name.toLowerCase());
  }

  catalogueFor(who: OrganisationUser): readonly CatalogueCommand[] {
    const all = [...this.#commands.values()].map(([described]) => described);
    return who.roleGroups.includes('Help Desk') ? all.filter(({ verb }) => verb === 'Get') : all;
  }

  async invoke(invocation: Invocation, host: CmdletHost): Promise<void> {
    const [, body] = this.#commands.get(invocation.name.toLowerCase())!;
    const given = new Map(
      invocation.arguments.map(({ name, value }) => [(name ?? 'Identity').toLowerCase(), value] as const),
    );
    try {
      if (!invocation.input) await body(given, host, invocation);
      else
        for await (const item of invocation.input) await body(new Map(given).set('identity', item), host, invocation);
    } finally {
      this.finished.push(invocation.name);
    }
  }

  async #getThings(given: ReadonlyMap<string, PsValue>, host: CmdletHost): Promise<void> {
    const count = Number(given.get('count') ?? given.get('identity') ?? 3);
    for (let index = 1; index <= count; index += 1) {
      this.written += 1;
      await host.writeOutput(thing(index));
    }
  }
}

function user(
  userPrincipalName: string,
  roleGroups: OrganisationUser['roleGroups'],
  remotePowerShellEnabled: boolean,
): OrganisationUser {
  return {
    userPrincipalName,
    canonicalName: userPrincipalName,
    displayName: userPrincipalName,
    roleGroups,
    remotePowerShellEnabled,
  };
}

function textOf(value: PsValue | undefined): string {
  return value instanceof PsObject ? (value.text ?? '') : String(value ?? '');
}
