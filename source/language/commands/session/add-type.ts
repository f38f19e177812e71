import type { CommandDeclaration, CommandParameter } from '../command.ts';

/** Assemblies of which there are types here, and those that every script has. */
const known =
  /^(?:mscorlib|netstandard|system|system\.(?:collections|core|globalization|io|linq|management\.automation|net|net\.(?:mail|primitives)|numerics|runtime|runtime\.numerics|security|text\.regularexpressions|web|web\.httputility|xml|private\.\w+))(?:\.dll|,.*)?$/i;

const why = 'Types are not compiled or loaded here. A connection with the engine powershell does it.';
const refused = (name: string, more: Partial<CommandParameter> = {}): CommandParameter => ({
  name,
  type: 'string[]',
  sets: ['FromSource'],
  what: 'What a type is made of.',
  refused: why,
  ...more,
});

export const addType: CommandDeclaration = {
  name: 'Add-Type',
  synopsis: 'Makes the types of an assembly known; those that are known here are so without it.',
  examples: [{ line: 'Add-Type -AssemblyName System.Web', what: 'At the beginning of many scripts.' }],
  parameters: [
    {
      name: 'AssemblyName',
      aliases: ['AN'],
      type: 'string[]',
      isMandatory: true,
      sets: ['FromAssemblyName'],
      what: 'Names of assemblies.',
    },
    refused('TypeDefinition', { position: 0, isMandatory: true }),
    refused('MemberDefinition', { sets: ['FromMember'], isMandatory: true }),
    refused('Path', { sets: ['FromPath'], isMandatory: true }),
    refused('LiteralPath', { sets: ['FromLiteralPath'], isMandatory: true }),
    ...['Namespace', 'Name', 'UsingNamespace', 'ReferencedAssemblies', 'Language', 'OutputAssembly', 'OutputType'].map(
      (name) => refused(name),
    ),
    { name: 'IgnoreWarnings', type: 'switch', what: 'There are none.' },
    { name: 'PassThru', type: 'switch', what: 'Gives the types.', refused: 'Leave it out.' },
  ],
  defaultSet: 'FromSource',
  create: (bound, context) => ({
    *process() {
      for (const name of bound.texts('AssemblyName')) {
        if (known.test(name.trim())) continue;
        yield* context.error({
          message: `Of the assembly ${name} no type is known here. ${why}`,
          id: 'ASSEMBLY_NOT_FOUND',
          category: 'ObjectNotFound',
          target: name,
          exceptionType: 'System.IO.FileNotFoundException',
        });
      }
    },
  }),
};
